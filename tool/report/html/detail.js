// The right-hand side: a finding with scenario, fix and the rule's page, or the
// summary of the run.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

const detail = { element: byId('detail'), steps: [], current: 0, chosen: () => {} };

// A unified diff as rows of before and after; runs of - and + stand side by side.
function sides(diff) {
  const rows = [];
  let gone = [], come = [], oldLine = 0, newLine = 0;
  const flush = () => {
    for (let i = 0; i < Math.max(gone.length, come.length); ++i)
      rows.push({ before: gone[i], after: come[i], changed: true });
    gone = [], come = [];
  };
  for (const line of diff.split('\n')) {
    const hunk = /^@@ -(\d+)(?:,\d+)? \+(\d+)/.exec(line);
    if (hunk) {
      flush();
      [oldLine, newLine] = [Number(hunk[1]), Number(hunk[2])];
      rows.push({ head: true });
    } else if (/^(---|\+\+\+) /.test(line) && !gone.length && !come.length) {
      if (line.startsWith('+++')) rows.push({ file: line.slice(6) });
    } else if (line.startsWith('-')) gone.push([oldLine++, line.slice(1)]);
    else if (line.startsWith('+')) come.push([newLine++, line.slice(1)]);
    else if (line.startsWith(' ')) {
      flush();
      rows.push({ before: [oldLine++, line.slice(1)], after: [newLine++, line.slice(1)] });
    }
  }
  flush();
  return rows;
}

function side(part, kind, changed) {
  const [number, text] = part || ['', ''];
  return make('div', { className: `line ${changed ? (part ? kind : 'void') : ''}` },
    make('span', { className: 'nr' }, String(number)), plainCode(text));
}

function fixSection(fix) {
  if (!fix) return make('section', { id: 'fix' }, make('h2', {}, 'Fix'), make('p', {}, 'There is none to offer.'));
  const standing = fix.verified ? [make('span', { className: `tag ${fix.applicability}` }, fix.applicability),
    make('span', { className: 'tag verified' }, 'verified')]
    : make('span', { className: 'tag unverified' }, `not verified: ${fix.reason}`);
  const section = make('section', { id: 'fix' }, make('h2', {}, 'Fix ', standing), make('p', {}, fix.description));
  const table = make('div', { className: 'source diff' },
    make('div', { className: 'file' }, 'before'), make('div', { className: 'file' }, 'after'));
  for (const row of sides(fix.diff)) {
    if (row.file) table.append(make('div', { className: 'wide' }, row.file));
    else if (row.head) table.append(make('div', { className: 'wide gap' }, '⋯'));
    else table.append(side(row.before, 'gone', row.changed), side(row.after, 'come', row.changed));
  }
  if (fix.diff) section.append(table);
  return section;
}

// As much of Markdown as the rules' pages use.
function markdown(text) {
  const inline = (line) => line.split(/(`[^`]*`)/).map((part) =>
    (/^`.+`$/.test(part) ? make('code', {}, part.slice(1, -1)) : part));
  const blocks = [];
  for (const [i, part] of text.split(/^```.*\n?/m).entries()) {
    if (i % 2) {
      blocks.push(make('div', { className: 'source' }, part.trimEnd().split('\n').map((line) =>
        make('div', { className: 'line' }, plainCode(line)))));
      continue;
    }
    for (const block of part.split(/\n\n+/)) {
      const heading = /^(#+) (.*)/.exec(block);
      if (heading) blocks.push(make(heading[1].length === 1 ? 'h2' : 'h3', {}, inline(heading[2])));
      else if (/^[-*] /.test(block))
        blocks.push(make('ul', {}, block.split(/^[-*] /m).slice(1).map((item) => make('li', {}, inline(item)))));
      else if (block.trim()) blocks.push(make('p', {}, inline(block)));
    }
  }
  return blocks;
}

function ruleSection(name) {
  const rule = data.rules.find((r) => r.name === name);
  if (!rule) return null;
  return make('details', { className: 'page' },
    make('summary', {}, make('strong', {}, name), ` ${rule.summary}`), markdown(rule.page.replace(/^# .*\n/, '')));
}

function showFinding(finding) {
  const steps = stepsOf(finding);
  const lanes = lanesOf(steps);
  const list = stepList(steps, lanes, (i) => detail.chosen(i));
  const held = make('p', { className: 'heldnow', role: 'status' });
  const code = make('div', { className: 'code' });
  detail.steps = steps;
  detail.chosen = (i) => {
    detail.current = i;
    held.textContent = `Step ${i + 1} of ${steps.length}: ${heldText(lanes, i)}`;
    [...list.children].forEach((row, nr) => {
      row.classList.toggle('now', nr === i);
      if (nr === i) row.setAttribute('aria-current', 'step');
      else row.removeAttribute('aria-current');
    });
    code.replaceChildren(...sourceView(steps, i, detail.chosen));
    code.querySelector('.bubble.now')?.scrollIntoView({ block: 'center' });
    list.children[i].scrollIntoView({ block: 'nearest' });
  };
  detail.element.replaceChildren(
    make('h1', {}, make('span', { className: `severity ${finding.severity}` }, finding.severity), finding.message),
    make('p', { className: 'meta' },
      make('span', { className: 'rule' }, finding.rule),
      make('span', {}, `in ${finding.function}()`),
      make('span', { className: 'place' }, placeOf(finding.location)),
      finding.patch ? make('span', { className: 'tag' }, finding.patch.state) : null,
      make('span', { className: 'fingerprint', title: 'fingerprint: stays when lines move' }, finding.fingerprint)),
    make('section', { className: 'scenario' },
      make('div', { className: 'left' }, make('h2', {}, 'Scenario'), legend(lanes), list, held), code),
    fixSection(finding.fix),
    ruleSection(finding.rule) || '');
  detail.chosen(steps.length - 1);
  detail.element.scrollTop = 0;
  history.replaceState(null, '', `#${finding.fingerprint}`);
}

function step(by) {
  const next = detail.current + by;
  if (next >= 0 && next < detail.steps.length) detail.chosen(next);
}

function showNothing() {
  detail.steps = [];
  list.selected = -1;
  if (!findings.length) return showSummary();
  detail.element.replaceChildren(make('p', { className: 'empty' }, 'No finding passes the filters.'));
}

function table(head, rows) {
  return make('table', {}, make('thead', {}, make('tr', {}, head.map((cell) => make('th', {}, cell)))),
    make('tbody', {}, rows.map((row) => make('tr', {}, row.map((cell) => make('td', {}, cell))))));
}

function summary() {
  const odd = report.units.filter((unit) => unit.status === 'failed' || unit.status === 'incomplete');
  const unjudged = new Map();
  for (const { reason, count } of report.units.flatMap((unit) => unit.notJudged))
    unjudged.set(reason, (unjudged.get(reason) || 0) + count);
  const of = (status) => String(report.units.filter((unit) => unit.status === status).length);
  return make('section', {},
    make('h1', {}, 'Summary of the run'),
    make('p', { className: 'meta' }, `epflint ${report.tool.version} (LLVM ${report.tool.llvm})`),
    make('h2', {}, 'Findings by rule'),
    findings.length ? table(['rule', 'findings'], tally(findings.map((f) => f.rule)).map(([rule, n]) => [rule, String(n)]))
      : make('p', {}, 'Nothing was found.'),
    make('h2', {}, 'What the rules ask'),
    table(['group', 'status', 'places'], report.conformance.map((row) =>
      [row.group, make('span', { className: `tag ${row.status}` }, row.status), String(row.evidence.length)])),
    make('h2', {}, 'Files'),
    table(['analysed', 'incomplete', 'skipped', 'failed'],
      [[of('analysed'), of('incomplete'), of('skipped'), of('failed')]]),
    odd.length ? [make('h2', {}, 'Not analysed to the end'),
      table(['file', 'status', 'reason'], odd.map((unit) => [unit.file, unit.status, unit.reason]))] : null,
    unjudged.size ? [make('h2', {}, 'Not judged'),
      table(['reason', 'times'], [...unjudged].sort().map(([reason, n]) => [reason, String(n)]))] : null);
}

function showSummary() {
  detail.steps = [];
  detail.element.replaceChildren(summary());
  detail.element.scrollTop = 0;
}
