'use strict';
// Views, addresses, keys, light and dark; what starts the page.
root.classList.add('js');
all('.tools, .panes, .columns, .choose, .review, #redline-body, #lineage-body, .heads').forEach((tool) => { tool.hidden = false; });

const VIEW = {
  redline: () => { if (!redline.list) showPair(...newestPair()); },
  synopsis: weave,
  lineage: showPicture,
  pages: showPages,
};
// What a view holds is opened when it is first shown; of its long lists only what is seen.
const unrolled = [];
const LONG = /<(?:tr|div class="?block)\b/g;
function ready(view) {
  for (const holder of all('noscript[data-view]', view)) {
    const lists = [];
    const shell = holder.textContent.replace(/(<(tbody|div)[^>]* data-long>)([^]*?)<!--long-->/g, (_, open, tag, inner) => { lists.push([tag, cutAt(inner, LONG).parts]); return open; });
    const content = parsed(shell);
    const hosts = all('[data-long]', content);
    holder.replaceWith(content);
    hosts.forEach((host, at) => unroll(host, ...lists[at]));
  }
  if (VIEW[view.id]) VIEW[view.id]();
}
function unroll(host, tag, parts) {
  const table = tag === 'tbody' && host.closest('table');
  const runs = new Runs(table || host, tag);
  const roles = (row) => {
    row.setAttribute('role', 'row');
    all('th', row).forEach((cell) => cell.setAttribute('role', cell.scope === 'col' ? 'columnheader' : 'rowheader'));
    all('td', row).forEach((cell) => cell.setAttribute('role', 'cell'));
    return row;
  };
  const before = table ? [...table.children].filter((part) => part !== host) : [];
  if (table) { table.setAttribute('role', 'table'); all('tr', table).forEach(roles); all('thead', table).forEach((part) => part.setAttribute('role', 'rowgroup')); }
  runs.set(parts.map((html) => () => { const part = parsed(html).firstElementChild; return table ? roles(part) : part; }), before);
  if (table) runs.runs.forEach((run) => run.el.setAttribute('role', 'rowgroup'));
  unrolled.push(runs);
}
function show(view) {
  views.forEach((other) => other.classList.toggle('on', other === view));
  all('.views a').forEach((link) => {
    if (link.hash === `#${view.id}`) {
      link.setAttribute('aria-current', 'page');
      const row = link.closest('ul');
      const box = link.getBoundingClientRect(), frame = row.getBoundingClientRect();
      if (box.left < frame.left || box.right > frame.right) row.scrollLeft += box.left - frame.left - 40;
    }
    else link.removeAttribute('aria-current');
  });
  ready(view);
  const marks = view.id === 'synopsis' || view.id === 'redline';
  $('prev').disabled = $('next').disabled = !marks && view.id !== 'summary';
  SELECTS.forEach((name) => { if ($(`f-${name}`)) $(`f-${name}`).disabled = !marks; });
  $('only').disabled = !marks;
  $('changed').disabled = !marks && view.id !== 'lineage';
  map.hidden = true;
  if (marks || $('q').value || narrowed.has(view)) filter();
  else said('');
}
const decode = (hash) => { const id = hash.slice(1); try { return decodeURIComponent(id); } catch { return id; } };

// ---- permanent addresses
function follow() {
  const id = decode(location.hash);
  if (!id) { if (!document.querySelector('.view.on')) show(views[0]); return; }
  const view = views.find((one) => one.id === id);
  if (view) { show(view); scrollTo(0, 0); return; }
  const place = seek(id);
  const target = place || $(id);
  if (!target) { if (!document.querySelector('.view.on')) show(views[0]); return; }
  const own = target.closest('.view');
  if (!own) return;
  if (!own.classList.contains('on')) show(own);
  for (let up = target; up && up !== own; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
  if (target.matches('.cell')) all('.same', target).forEach((box) => { box.open = true; });
  if (!target.matches('a, button, input')) target.tabIndex = -1;
  target.focus({ preventScroll: true });
  target.scrollIntoView({ block: target.matches('.pair, section') ? 'start' : 'center' });
  if (target.matches('section')) return;
  target.classList.remove('flash');
  void target.offsetWidth;
  target.classList.add('flash');
}
function seek(id) {
  const there = nodeAt(id);
  if (there) return cellOf(...there);
  const pair = pairAt(id);
  if (!pair) return null;
  if (!$('redline').classList.contains('on')) show($('redline'));
  showPair(pair.u, pair.v);
  filter();
  if (!pair.rest) return $(`pair-${pairKey(pair.u, pair.v)}`);
  const [, label, , number] = /^(.*?)(\/(\d+))?$/.exec(pair.rest);
  const item = redline.list.items.find((one) => slug(one.i >= 0 ? one.title : `-${one.title}`) === label);
  if (!item) return null;
  redline.list.reveal(item);
  const line = number && item.element().querySelector(`.changes li[value="${number}"]`);
  return line || item.element();
}
function cellOf(v, i) {
  if (!$('synopsis').classList.contains('on')) show($('synopsis'));
  const box = document.querySelector(`[data-column="${v}"]`);
  if (box && !box.checked) { box.checked = true; weave(); filter(); }
  const item = synopsis.list.items.find((one) => one.row[3 + v].includes(i));
  if (!item) return null;
  synopsis.list.reveal(item);
  return $(address(v, i));
}
addEventListener('hashchange', follow);
// A second click on the same address moves there again; inside a redline a number leads to its place there.
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href^="#"]');
  if (!link) return;
  const there = link.closest('#redline-body') && !link.closest('.proof') && nodeAt(decode(link.hash));
  if (there && there[0] === redline.v) {
    event.preventDefault();
    location.hash = slug(`${pairKey(redline.u, redline.v)}/${V[there[0]].labels[there[1]]}`);
  } else if (link.getAttribute('href') === location.hash) follow();
});

// ---- the pair, and which side of it
for (const side of ['old', 'new']) {
  $(side)?.addEventListener('change', () => {
    let u = Number($('old').value), v = Number($('new').value);
    if (order(u, v)) [u, v] = order(u, v);
    showPair(u, v);
    filter();
  });
}
all('[data-mode]').forEach((button) => button.addEventListener('click', () => {
  all('[data-mode]').forEach((other) => other.setAttribute('aria-pressed', String(other === button)));
  root.dataset.mode = button.dataset.mode;
}));
// ---- columns: many versions do not fit side by side; the first and the newest two are shown, the others on demand
const boxes = all('[data-column]');
boxes.forEach((box, v) => {
  box.checked = boxes.length <= 4 || v === 0 || v >= boxes.length - 2;
  box.addEventListener('change', () => {
    if (!columnsShown().length) box.checked = true;
    weave();
    filter();
  });
});

document.addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.matches('input:not([type=checkbox]), select, textarea')) {
    if (event.key === 'Escape') event.target.blur();
    return;
  }
  if (event.key === 'Escape') all('.filters').forEach((box) => { box.open = false; });
  if (event.key === 'j') step(1);
  else if (event.key === 'k') step(-1);
  else if (event.key === '/') { event.preventDefault(); $('q').focus(); }
  else if (event.key === 'Enter' && event.target.matches('[data-c]')) prove(event.target);
});

// ---- light and dark: the button says what it does
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
const offer = () => { $('theme').textContent = say(isDark() ? 'theme_light' : 'theme_dark'); paintMap(); };
$('theme').addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; offer(); });
dark.addEventListener('change', offer);
offer();
follow();
addEventListener('load', follow, { once: true }); // after the browser's own jump
// What the views need is prepared in small pieces while nothing else is to be done, so that none of them is waited for.
const chores = [
  ...tellers.map((held) => () => { opened(held); }),
  () => { if (!synopsis.list) weave(); },
  ...Array.from({ length: Math.ceil(D.rows.length / 50) }, (_, k) => () => { synopsis.list.items.slice(50 * k, 50 * k + 50).forEach((item) => item.quiet()); }),
  () => { if (!redline.list) showPair(...newestPair()); },
  ...Array.from({ length: 6 }, () => () => { measureOn($('changed').checked); }),
];
function prepare(left) {
  do { chores.shift()?.(); } while (chores.length && left.timeRemaining() > 20);
  if (chores.length) whenIdle(prepare);
}
setTimeout(() => whenIdle(prepare), 200);
const everyRuns = () => [redline.list?.runs, synopsis.list?.runs, ...unrolled].filter((runs) => runs && runs.host.isConnected);
