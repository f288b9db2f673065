// Uses HTML reports as a reader does, in headless Chromium: opens, filters, steps,
// asks for help, changes the theme; then a report whose sources try to break
// out, and one of 2,000 findings. Nothing may be loaded and nothing complained of.
//
//   node tool/dev/browser.mjs SAMPLE.html ODD.html
//
// EPFLINT_SHOTS=DIR keeps screenshots, light and dark.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(process.env.EPFLINT_CONSUMERS + '/');
const { chromium } = require('playwright-core');
const [samplePath, oddPath] = process.argv.slice(2);
const shots = process.env.EPFLINT_SHOTS;

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium' });
const complaints = [];

async function open(path, colorScheme) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme });
  page.on('console', (message) => complaints.push(`console: ${message.text()}`));
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('request', (request) => {
    if (!request.url().startsWith('file://')) complaints.push(`loads ${request.url()}`);
  });
  await page.goto(`file://${path}`);
  await page.waitForSelector('.row');
  return page;
}

async function shoot(page, name) {
  if (shots) await page.screenshot({ path: `${shots}/${name}.png` });
}

const count = (page) => page.textContent('#count');
const selected = (page) => page.getAttribute('.row[aria-selected=true]', 'id');
const stepNow = (page) => page.locator('.step').evaluateAll((all) => all.findIndex((s) => s.classList.contains('now')));
const dataOf = (page) => page.evaluate(() => JSON.parse(document.getElementById('data').textContent));

async function filters(page) {
  const { findings } = (await dataOf(page)).report;
  const all = `${findings.length} findings`;
  const only = async (select, value, holds) => {
    await page.selectOption(select, value);
    const passing = findings.filter(holds).length;
    assert(passing > 0 && passing < findings.length, `${select} ${value} tells nothing apart`);
    assert.equal(await count(page), `${passing} of ${all}`);
    await page.click('#clear');
    assert.equal(await count(page), all);
  };
  await only('#rule', 'epf-irq-leak', (f) => f.rule === 'epf-irq-leak');
  const file = findings[0].location.file;
  await only('#file', file, (f) => f.location.file === file);
  await only('#state', 'safe fix', (f) => f.fix?.verified && f.fix.applicability === 'safe');
  await page.keyboard.press('/');
  await page.keyboard.type('remapped');
  assert.equal(await count(page), `1 of ${all}`);
  await page.keyboard.type('!');
  assert.match(await page.textContent('#detail'), /No finding passes/);
  await page.keyboard.press('Escape');
  await page.click('#clear');
}

async function keys(page) {
  const first = await selected(page);
  await page.keyboard.press('j');
  assert.notEqual(await selected(page), first);
  await page.keyboard.press('k');
  assert.equal(await selected(page), first);

  const last = await stepNow(page);
  assert.equal(last, await page.locator('.step').count() - 1);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowLeft');
  assert.equal(await stepNow(page), last - 2);
  assert.equal(await page.locator('.bubble.now').count(), 1);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  assert.equal(await stepNow(page), last);

  await page.keyboard.press('?');
  assert(await page.isVisible('#help'));
  await shoot(page, 'help');
  await page.keyboard.press('Escape');
  assert(!await page.isVisible('#help'));
  await page.keyboard.press('s');
  assert.match(await page.textContent('#detail'), /Summary of the run/);
  await shoot(page, 'summary');
}

// The leak of the sample: requested at some step, held from there to the end.
async function scenario(page) {
  await page.selectOption('#rule', 'epf-irq-leak');
  const name = 'epf->db_msg[i].virq';
  const lane = (await page.locator('.lane-name').allTextContents()).indexOf(name);
  const lanes = await page.locator('.step').evaluateAll((rows, nr) => rows.map((row) =>
    row.querySelectorAll('.lane')[nr].className.split(' ').pop()), lane);
  assert.match(lanes.join(' '), /^(none )+taken( held)+ left$/);
  const held = await page.textContent('.heldnow');
  assert(held.includes('held here: ') && held.includes(name));
  await page.locator('.step').first().click();
  assert.match(await page.textContent('.heldnow'), /nothing is held here/);
  await page.locator('.step.acquire').click();
  assert.match(await page.textContent('.marked >> nth=0'), /request_irq|ret/);
  await shoot(page, `scenario-${await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light')}`);
  assert((await page.locator('#fix .gone').count()) > 0);
  assert((await page.locator('#fix .come').count()) > 0);
  await page.keyboard.press('f');
  await shoot(page, 'fix');
  await page.click('#clear');
}

async function themes(page) {
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const before = await background();
  await page.keyboard.press('t');
  assert.notEqual(await background(), before);
  await page.keyboard.press('t');
  assert.equal(await background(), before);
  return before;
}

// What stands in messages and sources is shown as it is and does nothing.
async function harmless(page) {
  assert.equal(await page.locator('script').count(), 2);
  assert.equal(await page.locator('article img, article b').count(), 0);
  assert.equal(await page.evaluate(() => window.broken), undefined);
  assert.match(await page.textContent('.code'), /<\/script><script>window\.broken=1<\/script>/);
  assert.match(await page.textContent('.meta .place'), /a,b:c%0A 50%<b>\.c:/);
}

// The sample's findings again and again, each in a file of its own.
function many(path, number) {
  const page = readFileSync(path, 'utf8');
  const [before, json, after] = page.split(/(?<=id="data">)(.*?)(?=<\/script>)/s);
  const data = JSON.parse(json);
  const { findings } = data.report;
  data.report.findings = Array.from({ length: number }, (_, i) => ({
    ...findings[i % findings.length], fingerprint: i.toString(16).padStart(16, '0'),
  }));
  const result = path.replace(/\.html$/, '-many.html');
  writeFileSync(result, before + JSON.stringify(data).replaceAll('<', '\\u003c') + after);
  return result;
}

async function large(path) {
  const begin = performance.now();
  const page = await open(path, 'light');
  assert.equal(await count(page), '2000 findings');
  assert(await page.locator('.row').count() < 40, 'rows out of sight are elements');
  for (let i = 0; i < 100; ++i) await page.keyboard.press('j');
  assert.equal(await selected(page), 'row-100');
  await page.evaluate(() => { document.getElementById('list').scrollTop = 1e9; });
  await page.click('#row-1999');
  assert.equal(await page.evaluate(() => location.hash), '#00000000000007cf');
  await page.fill('#search', '7cf');
  assert.equal(await count(page), '1 of 2000 findings');
  const took = performance.now() - begin;
  assert(took < 10000, `2,000 findings take ${Math.round(took)} ms`);
  console.error(`browser: 2,000 findings: opened, 100 stepped through, filtered in ${Math.round(took)} ms`);
  await page.close();
}

const light = await open(samplePath, 'light');
await shoot(light, 'light');
await filters(light);
await keys(light);
await scenario(light);
const lightColour = await themes(light);
const dark = await open(samplePath, 'dark');
await shoot(dark, 'dark');
await scenario(dark);
assert.notEqual(await themes(dark), lightColour);
await harmless(await open(oddPath, 'light'));
await large(many(samplePath, 2000));
await browser.close();
assert.deepEqual(complaints, []);
