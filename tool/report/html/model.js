// What the report holds, and which of it is shown.
//
// Text of the report comes from sources, and nobody knows what they contain: it
// reaches the page as text nodes only, never as markup.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
'use strict';

const data = JSON.parse(document.getElementById('data').textContent);
const report = data.report;
const findings = report.findings;
const byId = (id) => document.getElementById(id);

// An element with properties and children; strings become text.
function make(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {}))
    if (key in element && key !== 'role') element[key] = value;
    else element.setAttribute(key, value);
  element.append(...children.flat().filter((child) => child != null));
  return element;
}

const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;
const placeOf = (where) => where.file ? `${where.file}:${where.line}` : '';

// The steps of a finding: its witness, and the offence as the last one.
function stepsOf(finding) {
  return [...finding.witness,
    { event: 'offence', message: finding.message, location: finding.location, held: finding.held }];
}

// What may be asked of a finding's state; only what occurs is offered.
const states = [
  ...['error', 'warning', 'note'].map((level) =>
    ({ name: level, group: 'Severity', holds: (f) => f.severity === level })),
  { name: 'verified fix', group: 'Fix', holds: (f) => f.fix?.verified },
  { name: 'safe fix', group: 'Fix', holds: (f) => f.fix?.verified && f.fix.applicability === 'safe' },
  { name: 'fix to review', group: 'Fix', holds: (f) => f.fix?.verified && f.fix.applicability === 'review' },
  { name: 'no verified fix', group: 'Fix', holds: (f) => !f.fix?.verified },
  ...['introduced', 'pre-existing', 'fixed'].map((state) =>
    ({ name: state, group: 'Patch', holds: (f) => f.patch?.state === state })),
];

const filter = { text: '', rule: '', file: '', state: '' };

const searched = findings.map((f) =>
  [f.message, f.function, f.location.file, f.rule, f.fingerprint].join('\n').toLowerCase());

// The numbers of the findings that pass the filter.
function shownFindings() {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  const state = states.find((s) => s.name === filter.state);
  const passes = (f, i) =>
    (!filter.rule || f.rule === filter.rule) &&
    (!filter.file || f.location.file === filter.file) &&
    (!state || state.holds(f)) &&
    words.every((word) => searched[i].includes(word));
  return findings.map((f, i) => (passes(f, i) ? i : -1)).filter((i) => i >= 0);
}

// How often each value occurs, in order of the values.
function tally(values) {
  const counts = new Map();
  for (const value of values) counts.set(value, (counts.get(value) || 0) + 1);
  return [...counts].sort((a, b) => (a[0] < b[0] ? -1 : 1));
}
