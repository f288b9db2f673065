// Lines of C as elements: coloured, and with ranges marked.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

const keywords = new Set(('auto break case char const continue default do double else enum ' +
  'extern float for goto if inline int long register return short signed sizeof static struct ' +
  'switch typedef union unsigned void volatile while bool u8 u16 u32 u64 NULL').split(' '));
const token = /\/\*.*?(?:\*\/|$)|\/\/.*$|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|\b\d\w*|[A-Za-z_]\w*/g;

function classOf(word) {
  if (word.startsWith('/')) return 'comment';
  if (/^["']/.test(word)) return 'string';
  if (/^\d/.test(word)) return 'literal';
  return keywords.has(word) ? 'keyword' : '';
}

// Ranges of a line that have a class: [from, to, class].
function coloured(line, inComment) {
  if (inComment) {
    const end = line.indexOf('*/');
    if (end < 0) return { spans: [[0, line.length, 'comment']], inComment: true };
    const rest = coloured(' '.repeat(end + 2) + line.slice(end + 2), false);
    return { ...rest, spans: [[0, end + 2, 'comment'], ...rest.spans] };
  }
  if (/^\s*#/.test(line)) return { spans: [[0, line.length, 'directive']], inComment: false };
  // A block comment whose beginning is not in the excerpt.
  if (/^\s*\*(\s|\/|$)/.test(line)) return { spans: [[0, line.length, 'comment']], inComment: false };
  const spans = [];
  let open = false;
  for (const match of line.matchAll(token)) {
    const kind = classOf(match[0]);
    if (kind) spans.push([match.index, match.index + match[0].length, kind]);
    open = match[0].startsWith('/*') && !match[0].endsWith('*/');
  }
  return { spans, inComment: open };
}

// The report counts columns in bytes, the page in UTF-16 units.
function unitsAt(line, bytes) {
  let units = 0;
  for (const character of line) {
    if (bytes <= 0) break;
    const code = character.codePointAt(0);
    bytes -= code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    units += character.length;
  }
  return units;
}

// The line as elements; a class for each span and each mark that covers a part.
function codeLine(line, spans, marks) {
  const cuts = new Set([0, line.length]);
  for (const [from, to] of [...spans, ...marks]) cuts.add(from).add(to);
  const places = [...cuts].filter((c) => c <= line.length).sort((a, b) => a - b);
  const parts = [];
  for (let i = 0; i + 1 < places.length; ++i) {
    const covers = ([from, to]) => from <= places[i] && places[i + 1] <= to;
    const kinds = [...spans, ...marks].filter(covers).map((span) => span[2]);
    const text = line.slice(places[i], places[i + 1]);
    parts.push(kinds.length ? make('span', { className: kinds.join(' ') }, text) : text);
  }
  return make('code', {}, parts);
}

// A line that stands for itself, as in a diff.
const plainCode = (line) => codeLine(line, coloured(line, false).spans, []);
