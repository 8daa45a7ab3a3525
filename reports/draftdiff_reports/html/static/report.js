'use strict';
// Comfort only: every view reads without this script. No network, no storage, no HTML made from text.
(() => {
  const root = document.documentElement;
  const $ = (id) => document.getElementById(id);
  const all = (selector, under = document) => [...under.querySelectorAll(selector)];
  const views = all('.view');
  root.classList.add('js');
  all('.tools, .columns, .choose').forEach((tool) => { tool.hidden = false; });

  // ---- views and permanent addresses
  const current = () => views.find((view) => view.classList.contains('on')) || views[0];
  function show(view) {
    views.forEach((other) => other.classList.toggle('on', other === view));
    all('.views a').forEach((link) => {
      if (link.hash === '#' + view.id) link.setAttribute('aria-current', 'page');
      else link.removeAttribute('aria-current');
    });
    const marked = view.id === 'synopsis' || view.id === 'redline';
    $('prev').disabled = $('next').disabled = view.id === 'lineage';
    all('#f-relation, #f-class, #f-signal, #f-section').forEach((s) => { s.disabled = !marked; });
    at = -1;
    if (marked) filter();
  }
  function choose(pair) {
    all('.pair').forEach((other) => other.classList.toggle('on', other === pair));
    if ($('pair')) $('pair').value = pair.id;
  }
  function follow() {
    let id = location.hash.slice(1);
    try { id = decodeURIComponent(id); } catch { /* a damaged address stays as it is */ }
    const target = id && document.getElementById(id);
    if (!target) { if (!document.querySelector('.view.on')) show(views[0]); return; }
    const view = target.closest('.view');
    if (!view) return;
    if (!view.classList.contains('on')) show(view);
    if (target === view) { window.scrollTo(0, 0); return; }
    const pair = target.closest('.pair');
    if (pair) choose(pair);
    const row = target.closest('.row, .block');
    if (row && row.hidden) { reset(); }
    const column = target.closest('.col');
    if (column && column.hidden) {
      boxes[[...column.parentElement.children].indexOf(column)].checked = true;
      columns();
    }
    for (let up = target; up && up !== view; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true;
    if (target.matches('.cell')) all('.same', target).forEach((fold) => { fold.open = true; });
    if (!target.matches('a, button, input')) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: target.matches('.pair') ? 'start' : 'center' });
    if (target.matches('section')) return;
    target.classList.remove('flash');
    void target.offsetWidth;
    target.classList.add('flash');
  }
  addEventListener('hashchange', follow);
  if ($('pair')) $('pair').addEventListener('change', () => { choose($($('pair').value)); at = -1; filter(); });
  // A second click on the same address moves there again.
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link && link.getAttribute('href') === location.hash) follow();
  });

  // ---- filters
  const words = (value) => (value || '').split(' ');
  function wanted(row, f) {
    if (f.relation && !words(row.dataset.rel).includes(f.relation)) return false;
    if (f.class && !words(row.dataset.class).includes(f.class)) return false;
    if (f.signal && !words(row.dataset.signal).includes(f.signal)) return false;
    if (f.section && row.dataset.section !== undefined && row.dataset.section !== f.section) return false;
    if (f.only && !heavy(row)) return false;
    if (f.query && !folded(row).includes(f.query)) return false;
    return true;
  }
  const heavy = (row) => words(row.dataset.class).includes('substantive')
    || /\b(new|dropped|moved|split|merged)\b/.test(row.dataset.rel || '');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();
  const texts = new WeakMap();
  function folded(row) {
    if (!texts.has(row)) texts.set(row, fold(all('.text, .label, .tag, .quote, .ref, s', row).map((n) => n.textContent).join(' ')));
    return texts.get(row);
  }
  function filter() {
    const view = current();
    const f = { only: $('only').checked, query: fold($('q').value.trim()) };
    for (const name of ['relation', 'class', 'signal', 'section']) f[name] = $('f-' + name) ? $('f-' + name).value : '';
    root.toggleAttribute('data-only', f.only);
    const scope = view.querySelector('.pair.on') || view;
    const rows = scope.querySelectorAll('.row, .block, .ghost, .weighty > li, .cites > li, .paras > div, tbody tr');
    let shown = 0;
    const left = new Map();
    const table = view.id !== 'synopsis' && view.id !== 'redline';
    for (const row of rows) {
      const yes = table ? !f.query || folded(row).includes(f.query) : wanted(row, f);
      if (row.hidden === yes) row.hidden = !yes;
      if (yes) { shown += 1; left.set(row.parentElement, (left.get(row.parentElement) || 0) + 1); }
    }
    const active = f.query || (!table && (f.only || f.relation || f.class || f.signal || f.section));
    room(scope, left, active);
    $('found').textContent = !active ? '' : shown ? $('found').dataset.some.replace('{n}', shown).replace('{of}', rows.length) : $('found').dataset.none;
    const closed = document.querySelector('.filters');
    if (closed) closed.classList.toggle('active', Boolean(f.relation || f.class || f.signal || f.section));
    paint(view, f.query);
    at = -1;
  }
  // Runs of paragraphs out of sight are not laid out; while some are filtered away, room is kept for the others.
  function room(scope, left, active) {
    for (const run of scope.querySelectorAll('.run')) {
      const rows = left.get(run) || 0;
      run.hidden = !rows && !run.querySelector(':scope > .doc');
      run.style.containIntrinsicSize = active ? `calc(${rows} * var(--each))` : '';
    }
  }
  function reset() {
    $('q').value = ''; $('only').checked = false;
    for (const name of ['relation', 'class', 'signal', 'section']) if ($('f-' + name)) $('f-' + name).value = '';
    filter();
  }
  // Search hits are painted without touching the text, where the browser can.
  function paint(view, query) {
    if (!window.CSS || !CSS.highlights) return;
    CSS.highlights.delete('hit');
    if (!query || query.length < 2) return;
    const ranges = [];
    for (const node of all('.text, .quote, .words', view)) {
      if (ranges.length > 500 || node.closest('[hidden]')) continue;
      const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode.data.toLocaleLowerCase();
        for (let i = text.indexOf(query); i >= 0; i = text.indexOf(query, i + query.length)) {
          const range = new Range();
          range.setStart(walker.currentNode, i);
          range.setEnd(walker.currentNode, Math.min(i + query.length, text.length));
          ranges.push(range);
        }
      }
    }
    CSS.highlights.set('hit', new Highlight(...ranges));
  }
  let waiting = 0;
  $('q').addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 60); });
  all('#only, #f-relation, #f-class, #f-signal, #f-section').forEach((tool) => tool.addEventListener('change', filter));
  // Many versions do not fit side by side: the first and the newest two are shown, the others on demand.
  const boxes = all('[data-column]');
  function columns() {
    for (const box of boxes) {
      for (const part of document.getElementsByClassName('c' + box.dataset.column)) part.hidden = !box.checked;
    }
    root.toggleAttribute('data-narrowed', boxes.some((box) => !box.checked));
  }
  boxes.forEach((box, i) => {
    if (boxes.length > 4) box.checked = i === 0 || i >= boxes.length - 2;
    box.addEventListener('change', columns);
  });
  if (boxes.length > 4) columns();

  // ---- previous and next change
  let at = -1;
  function stops() {
    const view = current();
    const scope = view.querySelector('.pair.on') || view;
    const seen = new Set();
    return all('.block [data-c], .row [data-c], .weighty > li', scope).filter((mark) => {
      if (mark.closest('[hidden]') || (mark.closest('.row') && mark.closest('details:not([open])'))) return false;
      if (root.hasAttribute('data-only') && mark.matches('.editorial, .typography, .scan, .numbering, .reference')) return false;
      const box = mark.closest('.block, .cell') || mark;
      const key = box.id + '/' + (mark.dataset.c || '');
      if (box !== mark && seen.has(key)) return false;
      seen.add(key);
      return true;
    });
  }
  function step(by) {
    const marks = stops();
    if (!marks.length) return;
    const last = document.querySelector('.now');
    const from = last ? marks.indexOf(last) : -1;
    at = from >= 0 ? from + by : (by > 0 ? 0 : marks.length - 1);
    at = Math.max(0, Math.min(marks.length - 1, at));
    if (last) last.classList.remove('now');
    const mark = marks[at];
    mark.classList.add('now');
    mark.tabIndex = -1;
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: 'center' });
  }
  $('next').addEventListener('click', () => step(1));
  $('prev').addEventListener('click', () => step(-1));
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
  // A change answers for itself: click it, or press Enter on it.
  function prove(mark) {
    const box = mark.closest('.block, .cell');
    const proof = box && box.querySelector('.proof');
    if (!proof) return;
    proof.open = true;
    const entry = box.querySelector('.changes li[value="' + mark.dataset.c + '"]') || proof.querySelector('summary');
    all('.now').forEach((n) => n.classList.remove('now'));
    entry.classList.add('now');
    if (entry.tagName === 'LI') entry.tabIndex = -1;
    entry.focus({ preventScroll: true });
    entry.scrollIntoView({ block: 'nearest' });
  }
  document.addEventListener('click', (event) => {
    const mark = event.target.closest('[data-c]');
    if (mark && !event.target.closest('a')) prove(mark);
  });

  // ---- lineage: follow one line through all versions
  const picture = document.querySelector('.alluvial');
  if (picture) {
    const nodes = new Map(all('a[data-n]', picture).map((node) => [node.dataset.n, node]));
    const back = new Map(), on = new Map();
    all('.ribbon[data-a]', picture).forEach((ribbon) => {
      const { a, b } = ribbon.dataset;
      if (!on.has(a)) on.set(a, []);
      if (!back.has(b)) back.set(b, []);
      on.get(a).push([b, ribbon]);
      back.get(b).push([a, ribbon]);
    });
    const reach = (start, edges, found) => {
      const front = [start];
      while (front.length) for (const [next, ribbon] of edges.get(front.pop()) || []) {
        found.add(ribbon);
        if (!found.has(nodes.get(next))) { found.add(nodes.get(next)); front.push(next); }
      }
    };
    const light = (...starts) => {
      all('.lit', picture).forEach((n) => n.classList.remove('lit'));
      picture.classList.toggle('lit', starts.length > 0);
      const found = new Set();
      for (const start of starts) { found.add(nodes.get(start)); reach(start, back, found); reach(start, on, found); }
      found.forEach((n) => n && n.classList.add('lit'));
    };
    const over = (event) => {
      const node = event.target.closest('a[data-n]');
      const ribbon = event.target.closest('.ribbon[data-a]');
      if (node) light(node.dataset.n);
      else if (ribbon) light(ribbon.dataset.a, ribbon.dataset.b);
      else light();
    };
    picture.addEventListener('pointerover', over);
    picture.addEventListener('pointerleave', () => light());
    picture.addEventListener('focusin', over);
    picture.addEventListener('focusout', () => light());
    picture.addEventListener('click', (event) => {
      const ribbon = event.target.closest('.ribbon[data-b]');
      if (ribbon) location.hash = nodes.get(ribbon.dataset.b).getAttribute('href');
    });
  }

  // ---- light and dark
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const press = () => $('theme').setAttribute('aria-pressed', String(isDark()));
  $('theme').addEventListener('click', () => { root.dataset.theme = isDark() ? 'light' : 'dark'; press(); });
  dark.addEventListener('change', press);
  press();
  follow();
  addEventListener('load', follow, { once: true }); // after the browser's own jump
})();
