// What tool/dev/formats asks of libraries that have no command of their own.
//
//   node tool/dev/formats.mjs WHAT ARGUMENT...
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const modules = process.env.EPFLINT_CONSUMERS;
const require = createRequire(modules + '/');
const lines = (file) => readFileSync(file, 'utf8').trimEnd().split('\n');
const fail = (what) => {
  console.error(what);
  process.exitCode = 1;
};

// schema SCHEMA DOCUMENT...: each document is valid.
function schema(path, ...documents) {
  const Ajv = require('ajv/dist/2020').default;
  const validate = new Ajv({ strict: false, validateFormats: false })
    .compile(JSON.parse(readFileSync(path)));
  for (const document of documents)
    if (!validate(JSON.parse(readFileSync(document))))
      fail(`${document}: ${JSON.stringify(validate.errors)}`);
}

// github DOCUMENT...: taken apart by the runner's rules and put together again
// by GitHub's library, each line is the same.
async function github(...documents) {
  const { issueCommand } = await import(modules + '/@actions/core/lib/command.js');
  const plain = (text) => text.replace(/%0A/g, '\n').replace(/%0D/g, '\r')
    .replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%');
  for (const document of documents)
    for (const line of lines(document)) {
      const parts = /^::(error|warning|notice) (.*?)::(.*)$/.exec(line);
      const properties = Object.fromEntries(parts[2].split(',').map(
        (pair) => [pair.split('=')[0], plain(pair.slice(pair.indexOf('=') + 1))]));
      let written = '';
      const write = process.stdout.write;
      process.stdout.write = (text) => { written += text; return true; };
      issueCommand(parts[1], properties, plain(parts[3]));
      process.stdout.write = write;
      if (written !== line + '\n') fail(`not as GitHub writes it: ${line}`);
    }
}

// checkstyle DOCUMENT...: danger's reader finds a violation for each finding.
function checkstyle(...documents) {
  const { xml2js } = require('xml-js');
  const { parseCheckstyle } = require('danger-plugin-lint-report/dist/parse/checkstyle_parser');
  for (const document of documents) {
    const text = readFileSync(document, 'utf8');
    const violations = parseCheckstyle(xml2js(text), process.cwd());
    const expected = text.split('<error ').length - 1;
    if (violations.length !== expected || expected === 0)
      fail(`${document}: ${violations.length} of ${expected} findings read`);
    for (const { file, line, severity, message } of violations)
      if (!/\.c$/.test(file) || !(line > 0) || severity !== 'warning' || !message)
        fail(`${document}: read as ${severity} in ${file}:${line}: ${message}`);
  }
}

const [what, ...rest] = process.argv.slice(2);
await { schema, github, checkstyle }[what](...rest);
