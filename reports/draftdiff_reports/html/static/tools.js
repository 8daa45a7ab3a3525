'use strict';
// Search, filters, going to a paragraph, previous and next, the map of changes along the side.
const views = all('.view');
const current = () => views.find((view) => view.classList.contains('on')) || views[0];
const listOf = (view) => (view.id === 'redline' ? redline.list : view.id === 'synopsis' ? synopsis.list : null);
const SELECTS = ['relation', 'class', 'signal', 'section'];

// A paragraph's number: "OP14", "op 14 (a)", "14"; null where the words are no number.
const bare = (label) => label.replace(/\s+/g, '').toLocaleLowerCase();
const known = new Set(V.flatMap((version) => version.labels.map(bare)));
function numberIn(query) {
  const wanted = bare(query).replace(/[.:;,]+$/, '');
  if (known.has(wanted)) return (label) => bare(label) === wanted || bare(label).startsWith(`${wanted}(`);
  if (!/^\d+[a-z]?$/.test(wanted)) return null;
  const numbered = (label) => bare(label).replace(/\(.*/, '').replace(/^\D+/, '') === wanted;
  return V.some((version) => version.labels.some(numbered)) ? numbered : null;
}

const heavy = (item) => item.facts().classes.has('substantive') || item.relations().some((name) => ['new', 'dropped', ...TOLD].includes(name));
function asked() {
  const f = { only: $('only').checked, words: fold($('q').value.trim()), number: numberIn($('q').value) };
  for (const name of SELECTS) f[name] = $(`f-${name}`) ? $(`f-${name}`).value : '';
  return f;
}
function fits(item, f) {
  if (f.relation && !item.relations().includes(f.relation)) return false;
  if (f.class && !item.facts().classes.has(f.class) && !(f.class === 'substantive' && item.relations().some((name) => name === 'new' || name === 'dropped'))) return false;
  if (f.signal && !item.facts().signals.has(f.signal)) return false;
  if (f.section && item.row && item.row[2] !== f.section) return false;
  if (f.only && !heavy(item)) return false;
  if (f.words) return f.number ? item.labels().some(f.number) : item.words.includes(f.words);
  return true;
}
const said = (text) => { $('found').textContent = text; };
function filter() {
  const view = current();
  const f = asked();
  root.toggleAttribute('data-only', f.only);
  const list = listOf(view);
  const chosen = SELECTS.some((name) => f[name]);
  const active = f.words || (list && (f.only || chosen));
  let shown = 0;
  let total = 0;
  if (list) {
    total = list.items.length;
    list.lay(active ? (item) => fits(item, f) : null, active ? JSON.stringify([f, $('q').value]) : '');
    shown = list.shown.length;
  } else if (view.id === 'lineage') {
    [shown, total] = lightFound(f);
  } else {
    [shown, total] = narrow(view, f);
  }
  said(!active ? '' : shown ? say('found', { n: shown, of: total }) : say('found_none'));
  goes(f);
  all('.filters').forEach((box) => box.classList.toggle('active', chosen));
  paint(view, f.words);
  last = null;
}
// Lists and tables of the other views: rows without the words go, closed lists that have them open.
const narrowed = new Set(); // views that show only what a search left; words taken out elsewhere must reach them
function narrow(view, f) {
  narrowed[f.words ? 'add' : 'delete'](view);
  if (f.words) unrolled.filter((runs) => view.contains(runs.host)).forEach((runs) => runs.fillAll());
  const rows = all('.weighty > li, .cites > li, .paras > div, tbody tr, .problems li, .row-o, details ul:not(.weighty, .problems, .lost, .changes, .numbers) > li', view);
  let shown = 0;
  for (const row of rows) {
    const yes = !f.words || (f.number ? labelsIn(row).some(f.number) : fold(row.textContent).includes(f.words));
    if (row.hidden === yes) row.hidden = !yes;
    shown += yes ? 1 : 0;
  }
  for (const box of all('details', view)) {
    if (box.matches('.filters')) continue;
    if (f.words && !box.open && rows.some((row) => !row.hidden && row !== box && box.contains(row))) { box.open = true; box.dataset.opened = ''; }
    else if (!f.words && box.dataset.opened !== undefined) { box.open = false; delete box.dataset.opened; }
  }
  return [shown, rows.length];
}
// Numbers a row of a list speaks of, old ones of the same lineage with them.
function labelsIn(row) {
  return all('a[href^="#"], .label', row).flatMap((link) => {
    if (!link.hash) return [link.textContent.trim()];
    const id = decode(link.hash);
    const there = nodeAt(id);
    const pair = there ? null : pairAt(id);
    if (pair) {
      const label = pair.rest.replace(/\/\d+$/, '').replace(/^-/, '');
      const i = V[pair.v].places.get(label);
      return i === undefined ? [label] : [label, ...olds(pair.u, pair.v, i)];
    }
    return there ? [V[there[0]].labels[there[1]]] : [];
  });
}
function lightFound(f) {
  narrowed[f.words ? 'add' : 'delete']($('lineage'));
  if (!drawing) return [0, 0];
  const bars = V.flatMap((version, v) => version.labels.map((label, i) => [v, i, label]));
  const hits = f.words ? bars.filter(([v, i, label]) => (f.number ? f.number(label) : fold(textOf(v, i)).includes(f.words))) : [];
  drawing.found = hits.map(([v, i]) => nodeKey(v, i));
  drawing.light(...drawing.found);
  if (hits.length) drawing.go(drawing.found[0]).scrollIntoView({ block: 'center', inline: 'nearest' });
  drawing.near();
  return [hits.length, bars.length];
}
// Where a number stands: in every version that has it, and what it is called now.
function goes(f) {
  const host = $('goes');
  host.replaceChildren();
  host.hidden = !f.number;
  if (!f.number) return;
  const newest = V.length - 1;
  const told = [];
  V.forEach((version, v) => {
    const at = version.labels.findIndex(f.number);
    if (at < 0) return;
    const row = D.rows[rowOf[v].get(at)];
    const now = v === newest || !row ? [] : row[3 + newest];
    const text = v === newest ? '' : now.length ? say('goes_to', { label: now.map((i) => V[newest].labels[i]).join(', ') }) : say('rel.dropped');
    told.push(make('a', { href: `#${address(v, at)}` }, `${version.name} ${version.labels[at]}`), text ? ` (${text})` : '', ' · ');
  });
  told.pop();
  host.append(...told);
}
function reset() {
  $('q').value = ''; $('only').checked = false;
  for (const name of SELECTS) if ($(`f-${name}`)) $(`f-${name}`).value = '';
  filter();
}
// Search hits are painted without touching the text, where the browser can.
function paint(view, query) {
  if (!window.CSS || !CSS.highlights) return;
  CSS.highlights.delete('hit');
  if (!query || query.length < 2) return;
  const ranges = [];
  for (const node of all('.text, .quote, dd, .words', view)) {
    if (ranges.length > 500) break;
    if (node.closest('[hidden]')) continue;
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = walker.currentNode.data.toLocaleLowerCase();
      for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
        const range = new Range();
        range.setStart(walker.currentNode, i);
        range.setEnd(walker.currentNode, Math.min(i + query.length, walker.currentNode.length));
        ranges.push(range);
      }
    }
  }
  CSS.highlights.set('hit', new Highlight(...ranges));
}
let waiting = 0;
$('q').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 60); });
// Enter goes to what was found: the paragraph of that number, or the first row with the words.
$('q').addEventListener('keydown', (event) => {
  if (event.key !== 'Enter') return;
  clearTimeout(waiting);
  filter();
  const list = listOf(current());
  const first = list ? list.shown.length && list.shown[0].element() : null;
  const link = $('goes').querySelector('a:last-of-type');
  if (list ? first : !link) { if (first) { first.tabIndex = -1; first.focus({ preventScroll: true }); first.scrollIntoView({ block: 'center' }); } }
  else if (link) location.hash = link.getAttribute('href');
});
all('#only, #f-relation, #f-class, #f-signal, #f-section').forEach((tool) => tool.addEventListener('change', filter));
$('changed').addEventListener('change', () => {
  for (const list of [redline.list, synopsis.list]) if (list) { list.items.forEach((item) => { item.open = false; }); list.mark = null; }
  if (current().id === 'lineage') showPicture();
  filter();
});

// ---- previous and next change
let last = null;
function stops() {
  const scope = current();
  const seen = new Set();
  return all('.block [data-c], .row [data-c], .weighty > li', scope).filter((mark) => {
    if (mark.closest('[hidden]') || mark.closest('details:not([open])')) return false;
    if (root.hasAttribute('data-only') && MINOR.some((name) => mark.classList.contains(name))) return false;
    const box = mark.closest('.block, .cell') || mark;
    const key = `${box.id}/${mark.dataset.c || ''}`;
    if (box !== mark && seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
function step(by) {
  const now = document.querySelector('.now');
  const list = listOf(current());
  if (list) {
    const [from, to] = list.runs.onScreen;
    const own = now?.closest('.run')?.of;
    list.makeNext(own ? own.at : Math.max(by > 0 ? from : to, 0), by);
  }
  const marks = stops();
  if (!marks.length) return;
  const from = now ? marks.indexOf(now) : -1;
  const at = Math.max(0, Math.min(marks.length - 1, from >= 0 ? from + by : nearest(marks, by)));
  if (now) now.classList.remove('now');
  const mark = marks[at];
  mark.classList.add('now');
  mark.tabIndex = -1;
  mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: 'center' });
}
// Without a change at hand the first below, or the last above, the middle of what is seen.
function nearest(marks, by) {
  if (scrollY < 200) return by > 0 ? 0 : marks.length - 1;
  const at = marks.findIndex((mark) => mark.getBoundingClientRect().top > innerHeight / 3);
  return at < 0 ? marks.length - 1 : by > 0 ? at : at - 1;
}
$('next').addEventListener('click', () => step(1));
$('prev').addEventListener('click', () => step(-1));
// A change answers for itself: click it, or press Enter on it.
function prove(mark) {
  const box = mark.closest('.block, .cell');
  const proof = box && box.querySelector('.proof');
  if (!proof) return;
  proof.open = true;
  if (proof.lazy) { proof.append(...proof.lazy()); proof.lazy = null; }
  const entry = box.querySelector(`.changes li[value="${mark.dataset.c}"]`) || proof.querySelector('summary');
  all('.now').forEach((part) => part.classList.remove('now'));
  entry.classList.add('now');
  if (entry.tagName === 'LI') entry.tabIndex = -1;
  entry.focus({ preventScroll: true });
  entry.scrollIntoView({ block: 'nearest' });
}
document.addEventListener('click', (event) => {
  const mark = event.target.closest('[data-c]');
  if (mark && !event.target.closest('a')) prove(mark);
});

// ---- the map along the side: where changes are, and how dense
const map = $('map');
let mapped = null;
const WEIGHTS = { none: 0, minor: 1, heavy: 2, fate: 3 };
function weightOf(item) {
  if (item.weight === undefined) {
    const names = item.relations();
    item.weight = names.includes('new') || names.includes('dropped') ? WEIGHTS.fate : item.quiet() ? WEIGHTS.none : item.facts().classes.has('substantive') || names.some((name) => TOLD.includes(name)) ? WEIGHTS.heavy : WEIGHTS.minor;
  }
  return item.weight;
}
function drawMap(list) {
  if (list !== listOf(current())) return;
  mapped = list;
  map.hidden = list.shown.length < 12;
  if (!map.hidden) setTimeout(paintMap, 40);
}
function paintMap() {
  if (!mapped || map.hidden) return;
  const height = map.clientHeight, width = map.clientWidth;
  const ratio = window.devicePixelRatio || 1;
  map.width = width * ratio; map.height = height * ratio;
  const pen = map.getContext('2d');
  pen.scale(ratio, ratio);
  const style = getComputedStyle(root);
  const colours = ['', '--quiet', '--link', '--ins'].map((name) => name && style.getPropertyValue(name));
  const items = mapped.shown;
  const each = height / items.length;
  const [from, to] = seen();
  pen.fillStyle = style.getPropertyValue('--wash');
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = style.getPropertyValue('--rule');
  if (from >= 0) pen.fillRect(0, from * each, width, Math.max((to - from + 1) * each, 6));
  items.forEach((item, at) => {
    const weight = weightOf(item);
    if (!weight) return;
    pen.fillStyle = colours[weight];
    pen.fillRect(weight === WEIGHTS.minor ? width / 2 : 2, at * each, weight === WEIGHTS.minor ? width / 2 - 2 : width - 4, Math.max(each - 0.5, 1));
  });
}
function seen() {
  const { runs, onScreen: [from, to] } = mapped.runs;
  if (from < 0) return [-1, -1];
  const boxes = runs.slice(from, to + 1).flatMap((run) => [...run.el.children]).filter((box) => { const r = box.getBoundingClientRect(); return r.bottom > 120 && r.top < innerHeight; });
  const places = boxes.flatMap((box) => (box.item ? [box.item] : box.items ? [box.items[0]] : [])).map((item) => mapped.shown.indexOf(item));
  return places.length ? [places[0], Math.max(...places)] : [-1, -1];
}
let framed = 0;
addEventListener('scroll', () => { if (!framed && mapped && !map.hidden) framed = setTimeout(() => { framed = 0; paintMap(); }, 80); }, { passive: true });
addEventListener('resize', () => paintMap());
map.addEventListener('click', (event) => {
  const items = mapped.shown;
  const item = items[Math.min(items.length - 1, Math.floor(event.offsetY / map.clientHeight * items.length))];
  mapped.reveal(item);
  item.element().scrollIntoView({ block: 'center' });
});
