// Filters, keys and theme; starts the page.
//
// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

function fillFilters() {
  const option = (value, text) => make('option', { value }, text);
  const all = (name, values) => [option('', `all ${name}`),
    ...tally(values).map(([value, count]) => option(value, `${value} (${count})`))];
  byId('rule').append(...all('rules', findings.map((f) => f.rule)));
  byId('file').append(...all('files', findings.map((f) => f.location.file)));
  byId('state').append(option('', 'any state'));
  for (const group of new Set(states.map((state) => state.group))) {
    const choices = states.filter((state) => state.group === group && findings.some(state.holds));
    if (choices.length) byId('state').append(make('optgroup', { label: group }, choices.map((state) =>
      option(state.name, `${state.name} (${findings.filter(state.holds).length})`))));
  }
}

function setFilter(name, value) {
  filter[name] = value;
  drawList();
}

function clearFilters() {
  for (const name of ['rule', 'file', 'state']) byId(name).value = filter[name] = '';
  byId('search').value = filter.text = '';
  drawList();
}

const dark = matchMedia('(prefers-color-scheme: dark)');
let theme = '';
function showTheme(choice) {
  theme = choice;
  document.documentElement.style.colorScheme = choice || 'light dark';
}
function toggleTheme() {
  const isDark = theme ? theme === 'dark' : dark.matches;
  showTheme(isDark ? 'light' : 'dark');
}

const actions = {
  j: () => move(1),
  k: () => move(-1),
  ArrowDown: () => step(1),
  ArrowRight: () => step(1),
  ArrowUp: () => step(-1),
  ArrowLeft: () => step(-1),
  '/': () => byId('search').select(),
  f: () => byId('fix')?.scrollIntoView({ block: 'start' }),
  s: showSummary,
  t: toggleTheme,
  '?': () => byId('help').showModal(),
};

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open) return;
  if (event.target.matches('input, select')) {
    if (event.key === 'Escape' || (event.key === 'Enter' && event.target.matches('input'))) event.target.blur();
    return;
  }
  const action = Object.hasOwn(actions, event.key) && actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
});

byId('search').addEventListener('input', (event) => setFilter('text', event.target.value));
for (const name of ['rule', 'file', 'state'])
  byId(name).addEventListener('change', (event) => setFilter(name, event.target.value));
byId('clear').addEventListener('click', clearFilters);
byId('home').addEventListener('click', showSummary);
byId('theme').addEventListener('click', toggleTheme);
byId('keys').addEventListener('click', actions['?']);

byId('totals').textContent = `${counted(findings.length, 'finding')} in ${counted(report.units.length, 'file')}`;
fillFilters();
const asked = findings.findIndex((f) => `#${f.fingerprint}` === location.hash);
if (asked >= 0) list.selected = asked;
drawList();
if (asked >= 0) select(asked);
