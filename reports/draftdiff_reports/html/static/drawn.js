'use strict';
// The lineage drawn: only what is near the window stands in the page; one paragraph is followed through all versions.
const svg = (tag, properties = {}, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(properties)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const cutTo = (text, room) => (text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 0)).replace(/[ …]+$/, '')}…`);
const BAND = 400; // pixels of the picture that are drawn, and taken away, at once

const WHOLE = 600; // bars and ribbons: a picture that small stands in the page as a whole

class Picture {
  constructor(short) {
    const m = measuredNow(short);
    this.m = m;
    this.found = [];
    this.lit = new Set();
    this.made = new Map();
    this.bands = [];
    this.here = nodeKey(0, 0);
    this.layers = new Map(LOOKS.map((look) => [look, svg('g', {})]));
    this.names = svg('g', { class: 'bars' });
    this.el = svg('svg', { class: 'alluvial', role: 'group', 'aria-label': say('view_lineage'), width: m.width, height: m.height, viewBox: `0 0 ${m.width} ${m.height}` },
      svg('g', { class: 'ribbons', 'aria-hidden': 'true' }, ...[...LOOKS].reverse().map((look) => this.layers.get(look))),
      svg('g', { class: 'names' }, ...V.map((version, v) => svg('text', { x: P.margin + v * (P.bar + P.between) + P.bar / 2, y: 16, 'text-anchor': 'middle' }, version.name))),
      this.names);
    for (const shape of [...m.shapes, ...m.ribbons]) {
      for (let at = Math.floor(shape.top / BAND); at <= Math.floor(shape.low / BAND); at += 1) (this.bands[at] ??= []).push(shape);
    }
    this.listen();
  }
  // Draw what lies between two heights and two widths of the picture and take away what does not.
  window(from, to, left = 0, right = this.m.width) {
    const wanted = new Set();
    for (let at = Math.max(Math.floor(from / BAND), 0); at <= Math.floor(to / BAND) && at < this.bands.length; at += 1) for (const shape of this.bands[at] || []) if ((shape.keys ? shape.x0 : shape.x - P.margin) < right && (shape.keys ? shape.x1 : shape.x + P.margin) > left) wanted.add(shape);
    const kept = document.activeElement?.closest?.('.alluvial a');
    for (const [shape, el] of this.made) if (!wanted.has(shape) && el !== kept) { el.remove(); this.made.delete(shape); }
    for (const shape of wanted) this.put(shape);
  }
  put(shape) {
    if (this.made.has(shape)) return this.made.get(shape);
    const el = shape.keys ? this.ribbon(shape) : this.bar(shape);
    this.made.set(shape, el);
    (shape.keys ? this.layers.get(shape.look) : this.names).append(el);
    if (this.isLit(shape)) el.classList.add('lit');
    return el;
  }
  near() {
    if (this.m.shapes.length + this.m.ribbons.length <= WHOLE) { this.window(0, this.m.height); return; }
    const box = this.el.getBoundingClientRect();
    const scale = box.height / this.m.height || 1;
    const shown = $('lineage-body').getBoundingClientRect();
    this.window((-box.top - innerHeight / 3) / scale, (-box.top + 1.33 * innerHeight) / scale, (shown.left - box.left - 100) / scale, (shown.right - box.left + 100) / scale);
  }
  ribbon(r) {
    const thread = r.look === 'wandered';
    const bend = (r.x1 - r.x0) * P.bend;
    const d = thread ? `M${n1(r.x0)} ${n1(r.s[0])}C${n1(r.x0 + bend)} ${n1(r.s[0])} ${n1(r.x1 - bend)} ${n1(r.e[0])} ${n1(r.x1)} ${n1(r.e[0])}` : bandPath(r.x0, r.s, r.x1, r.e);
    const el = svg('path', { class: `ribbon r-${r.look}`, d });
    el.of = r;
    return el;
  }
  about(r) {
    const [u, i] = r.a, [v, j] = r.b;
    const many = r.keys.length > 1 ? `${say('unchanged_run', { n: r.keys.length, labels: `${V[v].labels[j]} …` })}` : (r.look === 'wandered' ? ['wandered'] : relations(r.bits)).map((name) => say(`rel.${name}`)).join(', ');
    return `${V[u].name} ${V[u].labels[i]} → ${V[v].name} ${V[v].labels[j]}: ${many}`;
  }
  bar(bar) {
    const version = V[bar.v], { v, i } = bar;
    const start = v === 0 && V.length > 1;
    const sign = bar.fate === 'new' ? '+ ' : bar.fate === 'dropped' ? '× ' : '';
    const words = version.words[i] && !bar.thin ? cutTo(version.words[i], P.beside - version.labels[i].length) : '';
    const name = bar.thin ? `${say('unchanged_run', { n: bar.to - i + 1, labels: `${version.labels[i]}–${version.labels[bar.to]}` })}, ${version.name}`
      : `${sign}${version.labels[i]}${words ? ` ${words}` : ''}, ${version.name}${bar.fate ? `, ${say(`rel.${bar.fate}`)}` : ''}${bar.before.map((end) => `, ${say(relations(end[2]).includes('clause') ? 'clause_of' : 'was', { label: V[end[0]].labels[end[1]] })}`).join('')}`;
    const rect = svg('rect', { class: `bar ${bar.fate}${bar.thin ? ' thin' : ''}`, x: bar.x, y: n1(bar.y), width: bar.width, height: n1(bar.low - bar.y) });
    const link = svg('a', { href: `#${address(v, i)}`, 'data-n': nodeKey(v, i), 'aria-label': name, tabindex: nodeKey(v, i) === this.here ? '0' : '-1' }, rect);
    link.of = bar;
    if (!bar.thin) {
      link.append(svg('text', { x: start ? bar.x - 6 : bar.x + bar.width + 6, y: n1(bar.y + Math.min(bar.height, 14) / 2 + 3.5), 'text-anchor': start ? 'end' : 'start' },
        sign, svg('tspan', { class: 'n' }, version.labels[i]), ...(words ? [' ', svg('tspan', { class: 'w' }, words)] : [])));
    }
    return link;
  }
  // The shape a paragraph is drawn as: its bar, or the thin one of its run.
  shapeOf(key) {
    const [v, i] = key.split(' ').map(Number);
    const bar = this.m.bars[v][i];
    return bar.thin ? this.m.bars[v][bar.run] : bar;
  }
  isLit(shape) {
    if (!this.lit.size) return false;
    if (shape.keys) return shape.keys.some(([a, b]) => this.lit.has(nodeKey(...a)) && this.lit.has(nodeKey(...b)));
    for (let i = shape.i; i <= shape.to; i += 1) if (this.lit.has(nodeKey(shape.v, i))) return true;
    return false;
  }
  // What hangs on what, both ways.
  get edges() {
    if (!this.hung) {
      const back = new Map(), on = new Map();
      const hang = (edges, from, to) => { if (!edges.has(from)) edges.set(from, []); edges.get(from).push(to); };
      for (const r of this.m.ribbons) for (const [a, b] of r.keys) { hang(on, nodeKey(...a), nodeKey(...b)); hang(back, nodeKey(...b), nodeKey(...a)); }
      this.hung = { back, on };
    }
    return this.hung;
  }
  light(...starts) {
    const had = this.lit.size;
    this.lit = new Set(starts);
    if (!starts.length && !had) return;
    for (const edges of [this.edges.back, this.edges.on]) {
      const front = [...starts];
      const seen = new Set(starts);
      while (front.length) for (const next of edges.get(front.pop()) || []) if (!seen.has(next)) { seen.add(next); this.lit.add(next); front.push(next); }
    }
    this.el.classList.toggle('lit', starts.length > 0);
    for (const [shape, el] of this.made) el.classList.toggle('lit', this.isLit(shape));
  }
  go(key) {
    const shape = this.shapeOf(key);
    const el = this.put(shape);
    this.names.querySelector('[tabindex="0"]')?.setAttribute('tabindex', '-1');
    this.here = nodeKey(shape.v, shape.i);
    el.setAttribute('tabindex', '0');
    return el;
  }
  // Arrow keys: up and down in a version, left and right along the paragraph's line.
  walk(key) {
    const bar = this.shapeOf(this.here);
    if (key === 'ArrowUp' || key === 'ArrowDown') {
      const next = this.m.bars[bar.v][key === 'ArrowDown' ? bar.to + 1 : bar.i - 1];
      return next && nodeKey(next.v, next.i);
    }
    return ((key === 'ArrowRight' ? this.edges.on : this.edges.back).get(this.here) || [])[0];
  }
  listen() {
    const over = (event) => {
      const bar = event.target.closest('a[data-n]');
      const ribbon = event.target.closest('.ribbon');
      if (ribbon && !ribbon.querySelector('title')) ribbon.append(svg('title', {}, this.about(ribbon.of)));
      if (bar) this.light(...Array.from({ length: bar.of.to - bar.of.i + 1 }, (_, k) => nodeKey(bar.of.v, bar.of.i + k)));
      else if (ribbon) this.light(...ribbon.of.keys.flat().map((end) => nodeKey(...end)));
      else this.light(...this.found);
    };
    const off = () => this.light(...this.found);
    this.el.addEventListener('pointerover', over);
    this.el.addEventListener('pointerleave', off);
    this.el.addEventListener('focusin', (event) => { const bar = event.target.closest('a[data-n]'); if (bar) this.go(bar.dataset.n); over(event); });
    this.el.addEventListener('focusout', off);
    this.el.addEventListener('click', (event) => { const ribbon = event.target.closest('.ribbon'); if (ribbon) location.hash = address(...ribbon.of.b); });
    this.el.addEventListener('keydown', (event) => {
      const next = event.key.startsWith('Arrow') && this.walk(event.key);
      if (!next) return;
      event.preventDefault();
      const el = this.go(next);
      el.focus({ preventScroll: true });
      el.scrollIntoView({ block: 'nearest', inline: 'nearest' });
      this.near();
    });
  }
}

let drawing = null;
const drawings = new Map();
function showPicture() {
  const short = $('changed').checked;
  if (!drawings.has(short)) drawings.set(short, new Picture(short));
  if (drawing !== drawings.get(short)) {
    drawing = drawings.get(short);
    $('lineage-body').replaceChildren(drawing.el);
  }
  drawing.near();
  drawing.go(drawing.here);
}
let redrawn = 0;
const redraw = () => { if (!redrawn && drawing && drawing.el.isConnected && $('lineage').classList.contains('on')) redrawn = requestAnimationFrame(() => { redrawn = 0; drawing.near(); }); };
addEventListener('scroll', redraw, { passive: true });
addEventListener('resize', redraw);
$('lineage-body').addEventListener('scroll', redraw, { passive: true });
// Paper: the picture in sheets of a page, three versions wide, for a browser prints no picture that is higher than one.
const SHEET = { versions: 3, first: 0.95, next: 1.3 };
function sheets(picture) {
  const { m } = picture;
  const each = P.bar + P.between;
  const made = [];
  for (let from = 0; from === 0 || from < V.length - 1; from += SHEET.versions - 1) {
    const last = Math.min(from + SHEET.versions, V.length) - 1;
    const x = from * each, width = 2 * P.margin + (last - from) * each + P.bar;
    for (let y = 0; y < m.height;) {
      const height = width * (made.length ? SHEET.next : SHEET.first);
      const low = y + height;
      const here = (shape) => shape.top < low && shape.low > y && (shape.keys ? shape.a[0] >= from && shape.b[0] <= last : shape.v >= from && shape.v <= last);
      made.push(svg('svg', { class: 'alluvial', viewBox: `${x} ${n1(y) - 26} ${width} ${n1(Math.min(low, m.height) - y) + 26}`, role: 'img', 'aria-label': say('view_lineage') },
        svg('g', { class: 'names' }, ...V.slice(from, last + 1).map((version, k) => svg('text', { x: P.margin + (from + k) * each + P.bar / 2, y: n1(y) - 8, 'text-anchor': 'middle' }, version.name))),
        ...m.ribbons.filter(here).map((r) => picture.ribbon(r)), ...m.shapes.filter(here).map((bar) => picture.bar(bar))));
      y = low;
    }
  }
  return make('div', { class: 'paper', 'aria-hidden': 'true' }, ...made);
}
addEventListener('beforeprint', () => { if (drawing && $('lineage').classList.contains('on') && !document.querySelector('.paper')) $('lineage-body').after(sheets(drawing)); });
addEventListener('afterprint', () => { document.querySelector('.paper')?.remove(); });
