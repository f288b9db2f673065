// The list of findings: only the rows in sight are elements, so that thousands
// cost no more than a few.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

const rowHeight = 90;
const list = {
  element: byId('list'),
  inner: make('div', { className: 'rows' }),
  shown: [],
  selected: -1, // a number of findings
};
list.element.append(list.inner);

function fixMark(finding) {
  if (!finding.fix?.verified) return null;
  return make('span', { className: 'mark', title: 'a verified fix' },
    finding.fix.applicability === 'safe' ? 'safe fix' : 'fix to review');
}

function rowOf(place) {
  const number = list.shown[place];
  const finding = findings[number];
  const where = placeOf(finding.location);
  const row = make('div', {
    className: `row ${finding.severity}`, role: 'option', id: `row-${number}`,
    'aria-selected': String(number === list.selected),
  },
  make('div', { className: 'message', title: finding.message }, finding.message),
  make('div', { className: 'about' },
    make('span', { className: 'rule' }, finding.rule), fixMark(finding),
    finding.patch ? make('span', { className: 'mark' }, finding.patch.state) : null),
  make('div', { className: 'place', title: where },
    make('bdi', {}, where)));
  row.style.top = `${place * rowHeight}px`;
  row.addEventListener('click', () => select(number));
  return row;
}

function drawRows() {
  const { scrollTop, clientHeight } = list.element;
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - 4);
  const last = Math.min(list.shown.length, Math.ceil((scrollTop + clientHeight) / rowHeight) + 4);
  const rows = [];
  for (let place = first; place < last; ++place) rows.push(rowOf(place));
  list.inner.replaceChildren(...rows);
  if (list.selected >= 0) list.element.setAttribute('aria-activedescendant', `row-${list.selected}`);
}

// Shows what passes the filter and keeps the selection if it does.
function drawList() {
  list.shown = shownFindings();
  list.inner.style.height = `${list.shown.length * rowHeight}px`;
  byId('count').textContent = list.shown.length === findings.length
    ? counted(findings.length, 'finding')
    : `${list.shown.length} of ${counted(findings.length, 'finding')}`;
  byId('clear').hidden = !Object.values(filter).some(Boolean);
  if (!list.shown.includes(list.selected)) {
    if (list.shown.length) select(list.shown[0]);
    else showNothing();
  }
  revealSelected();
  drawRows();
}

function revealSelected() {
  const top = list.shown.indexOf(list.selected) * rowHeight;
  if (top < 0) return;
  const { scrollTop, clientHeight } = list.element;
  if (top < scrollTop) list.element.scrollTop = top;
  else if (top + rowHeight > scrollTop + clientHeight)
    list.element.scrollTop = top + rowHeight - clientHeight;
}

function select(number) {
  list.selected = number;
  revealSelected();
  drawRows();
  showFinding(findings[number]);
}

// By so many findings on, or back.
function move(by) {
  if (!list.shown.length) return;
  const place = list.shown.indexOf(list.selected) + by;
  select(list.shown[Math.min(Math.max(place, 0), list.shown.length - 1)]);
}

list.element.addEventListener('scroll', () => requestAnimationFrame(drawRows));
window.addEventListener('resize', drawRows);
