// A scenario: its steps, what is held at each, and the source they run through.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

// What is held on the way, a lane for each name: how often it is held at each step.
function lanesOf(steps) {
  const names = [...new Set(steps.flatMap((step) => step.held))];
  return names.map((name) => ({
    name, counts: steps.map((step) => step.held.filter((each) => each === name).length),
  }));
}

// What is drawn of a lane beside a step.
function pieceOf({ counts }, i) {
  const before = i ? counts[i - 1] : 0;
  if (counts[i] > before) return i + 1 < counts.length ? 'taken' : 'left';
  if (!counts[i]) return before ? 'given' : 'none';
  return i + 1 < counts.length ? 'held' : 'left';
}

const timesText = (name, count) => (count > 1 ? `${name} (${count} times)` : name);

function heldText(lanes, i) {
  const held = lanes.filter((lane) => lane.counts[i]).map((lane) => timesText(lane.name, lane.counts[i]));
  return held.length ? `held here: ${held.join(', ')}` : 'nothing is held here';
}

function stepList(steps, lanes, onChoice) {
  const rows = steps.map((step, i) => {
    const pieces = lanes.map((lane, nr) => make('span', {
      className: `lane lane-${nr % 4} ${pieceOf(lane, i)}`,
    }));
    const row = make('li', { className: `step ${step.event}`, title: heldText(lanes, i) },
      make('span', { className: 'lanes', 'aria-hidden': 'true' }, pieces),
      make('span', { className: 'number' }, i + 1 < steps.length ? String(i + 1) : '!'),
      make('span', { className: 'told' }, step.message,
        make('span', { className: 'place' }, step.location.file ? `line ${step.location.line}` : '')));
    row.addEventListener('click', () => onChoice(i));
    return row;
  });
  return make('ol', { className: 'steps' }, rows);
}

function legend(lanes) {
  if (!lanes.length) return make('p', { className: 'legend' }, 'Nothing is requested on the way.');
  return make('p', { className: 'legend' },
    make('span', { className: 'key taken' }, 'requested'),
    make('span', { className: 'key given' }, 'freed'),
    make('span', { className: 'key left' }, 'still held at the end'),
    lanes.map((lane, nr) => make('span', { className: `key lane-name lane-${nr % 4}` }, lane.name)));
}

// The line below which a step is told: the end of its statement, if that is near.
const tellingLine = ({ line, endLine }) => (endLine - line <= 5 ? endLine : line);

// The stretches of a file that a scenario needs: some lines around each step.
const around = 7;
function stretches(places) {
  const result = [];
  for (const { line, endLine } of [...places].sort((a, b) => a.line - b.line)) {
    const from = Math.max(1, line - around);
    const to = Math.max(line, Math.min(endLine, line + 20)) + around;
    const last = result.at(-1);
    if (last && from <= last.to + 4) last.to = Math.max(last.to, to);
    else result.push({ from, to });
  }
  return result;
}

// The text of lines that the report brought along: [number, text].
function linesOf(file, { from, to }) {
  return (data.sources[file] || []).flatMap((part) =>
    part.lines.map((text, i) => [part.first + i, text])).filter(([nr]) => from <= nr && nr <= to);
}

function marksOf(steps, number, text, current) {
  return steps.flatMap(({ location: at }, i) => {
    if (number < at.line || number > at.endLine) return [];
    const from = number === at.line ? unitsAt(text, at.column - 1) : text.search(/\S|$/);
    const to = number === at.endLine ? unitsAt(text, at.endColumn - 1) : text.length;
    return i === current ? [[from, Math.max(to, from + 1), 'marked']] : [];
  });
}

function bubble(step, i, steps, current, onChoice) {
  const time = i === current ? 'now' : i < current ? 'past' : 'later';
  const row = make('div', { className: `bubble ${step.event} ${time}` },
    make('span', { className: 'number' }, i + 1 < steps.length ? String(i + 1) : '!'),
    make('span', {}, step.message));
  row.addEventListener('click', () => onChoice(i));
  return row;
}

// The source as the scenario runs through it, with the step Current in view.
function sourceView(steps, current, onChoice) {
  const files = [...new Set(steps.map((step) => step.location.file).filter(Boolean))];
  return files.map((file) => {
    const here = steps.map((step, i) => ({ step, i })).filter(({ step }) => step.location.file === file);
    const box = make('div', { className: 'source' }, make('div', { className: 'file' }, file));
    let before = 0;
    for (const stretch of stretches(here.map(({ step }) => step.location))) {
      const lines = linesOf(file, stretch);
      if (!lines.length) continue;
      if (lines[0][0] > before + 1)
        box.append(make('div', { className: 'gap' }, before ? `⋯ ${counted(lines[0][0] - before - 1, 'line')}` : '⋯'));
      let inComment = false;
      for (const [number, text] of lines) {
        const begun = here.some(({ step }) => step.location.line === number);
        const colours = coloured(text, inComment);
        inComment = colours.inComment;
        const marks = marksOf(here.map(({ step }) => step), number, text,
          here.findIndex(({ i }) => i === current));
        box.append(make('div', { className: marks.length ? 'line now' : begun ? 'line told' : 'line' },
          make('span', { className: 'nr' }, String(number)), codeLine(text, colours.spans, marks)));
        for (const { step, i } of here)
          if (tellingLine(step.location) === number)
            box.append(bubble(step, i, steps, current, onChoice));
        before = number;
      }
    }
    if (before === 0) box.append(make('div', { className: 'gap' }, 'the source was not to be read'));
    return box;
  });
}
