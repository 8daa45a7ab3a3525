'use strict';
// The lineage drawn: versions as columns, paragraphs in order, ribbons as wide as the words they share.
// What stayed as it was in a row of paragraphs is drawn thin where only changes are asked for.
const P = { word: 0.24, least: 11, gap: 5, subGap: 2, bar: 16, inset: 3, narrow: 6, between: 270, margin: 290, top: 34, beside: 40, share: 0.04, bend: 0.45, thin: 1.5 };
const LOOKS = ['wandered', 'moved', 'split', 'merged', 'edited', 'kept'];
const svg = (tag, properties = {}, ...children) => {
  const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [key, value] of Object.entries(properties)) if (value !== undefined) made.setAttribute(key, value);
  made.append(...children);
  return made;
};
const neighbours = (v, i) => ({
  before: [...V[v].steps.flatMap((step) => (step.into.get(i) || []).map((link) => [step.old, link[0], link])), ...D.back.filter((b) => b[2] === v && b[3] === i).map((b) => [b[0], b[1], [b[1], i, ...b.slice(4)]])],
  after: [...D.steps.filter((step) => step.old === v).flatMap((step) => (step.from.get(i) || []).map((link) => [step.new, link[1], link])), ...D.back.filter((b) => b[0] === v && b[1] === i).map((b) => [b[2], b[3], [i, b[3], ...b.slice(4)]])],
});
function calmHere(v, i) {
  const { before, after } = neighbours(v, i);
  if (D.steps.some((step) => step.wandered.some(([a, b]) => (step.old === v && a === i) || (step.new === v && b === i)))) return false;
  const calm = (link) => { const names = relations(link[2]); return names.includes('kept') && !names.some((name) => TOLD.includes(name)); };
  return (before.length === 1 || !V[v].steps.length) && (after.length === 1 || v === V.length - 1) && [...before, ...after].every((end) => calm(end[2]));
}
function draw(short) {
  const bars = V.map(() => []);
  const last = V.length - 1;
  let low = P.top;
  V.forEach((version, v) => {
    const x = P.margin + v * (P.bar + P.between);
    const quiet = version.labels.map((_, i) => short && calmHere(v, i));
    const thin = quiet.map((is, i) => is && ((quiet[i - 1] && quiet[i + 1]) || (quiet[i - 1] && quiet[i - 2]) || (quiet[i + 1] && quiet[i + 2])));
    let y = P.top;
    version.labels.forEach((_, i) => {
      const depth = Number(version.depths[i]);
      if (i) y += thin[i] && thin[i - 1] ? 0.5 : depth ? P.subGap : P.gap;
      const inset = Math.min(depth * P.inset, P.bar - P.narrow);
      const height = thin[i] ? P.thin : Math.max(P.least, version.lengths[i] * P.word);
      const { before, after } = neighbours(v, i);
      const fate = !after.length && v !== last ? 'dropped' : !before.length && version.steps.length ? 'new' : '';
      bars[v].push({ x: x + (v === 0 && last ? 0 : inset), y, width: P.bar - inset, height, thin: thin[i], fate, before });
      y += height;
    });
    low = Math.max(low, y);
  });
  const ribbons = [];
  const ends = new Map();
  const join = (u, i, v, j, link) => ribbons.push({ u, i, v, j, names: relations(link[2]), share: [link[3] / 100, link[4] / 100] });
  D.steps.forEach((step) => step.links.forEach((link) => join(step.old, link[0], step.new, link[1], link)));
  D.back.forEach((b) => join(b[0], b[1], b[2], b[3], [0, 0, ...b.slice(4)]));
  for (const sideOf of [0, 1]) {
    const at = new Map();
    for (const r of ribbons) {
      const key = sideOf ? `${r.v} ${r.j} ${r.u}` : `${r.u} ${r.i} ${r.v}`;
      if (!at.has(key)) at.set(key, []);
      at.get(key).push(r);
    }
    for (const those of at.values()) {
      const bar = sideOf ? bars[those[0].v][those[0].j] : bars[those[0].u][those[0].i];
      const other = (r) => (sideOf ? bars[r.u][r.i].y : bars[r.v][r.j].y);
      const share = (r) => Math.max(r.share[sideOf], P.share);
      const total = those.reduce((sum, r) => sum + share(r), 0);
      const scale = bar.height / Math.max(total, 1);
      let y = bar.y + (bar.height - total * scale) / 2;
      for (const r of those.sort((a, b) => other(a) - other(b))) {
        if (!ends.has(r)) ends.set(r, []);
        ends.get(r)[sideOf] = [y, y + share(r) * scale];
        y += share(r) * scale;
      }
    }
  }
  const n = (value) => Math.round(value * 10) / 10;
  const look = (r) => LOOKS.find((name) => r.names.includes(name)) || 'kept';
  const drawn = ribbons.map((r) => {
    const a = bars[r.u][r.i], b = bars[r.v][r.j];
    const [s, e] = ends.get(r);
    const x0 = a.x + a.width, x1 = b.x, bend = (x1 - x0) * P.bend;
    const path = svg('path', {
      class: `ribbon r-${look(r)}`, 'data-a': `${r.u} ${r.i}`, 'data-b': `${r.v} ${r.j}`,
      d: `M${n(x0)} ${n(s[0])}C${n(x0 + bend)} ${n(s[0])} ${n(x1 - bend)} ${n(e[0])} ${n(x1)} ${n(e[0])}V${n(e[1])}C${n(x1 - bend)} ${n(e[1])} ${n(x0 + bend)} ${n(s[1])} ${n(x0)} ${n(s[1])}Z`,
    });
    path.rank = LOOKS.indexOf(look(r));
    path.about = `${V[r.u].name} ${V[r.u].labels[r.i]} → ${V[r.v].name} ${V[r.v].labels[r.j]}: ${r.names.map((name) => say(`rel.${name}`)).join(', ')}`;
    return path;
  }).sort((a, b) => b.rank - a.rank);
  for (const step of D.steps) {
    for (const [i, j, from, to] of step.wandered) {
      const a = bars[step.old][i], b = bars[step.new][j];
      const y0 = a.y + a.height * from / 100, y1 = b.y + b.height * to / 100, x0 = a.x + a.width, x1 = b.x, bend = (x1 - x0) * P.bend;
      const path = svg('path', { class: 'ribbon r-wandered', 'data-a': `${step.old} ${i}`, 'data-b': `${step.new} ${j}`, d: `M${n(x0)} ${n(y0)}C${n(x0 + bend)} ${n(y0)} ${n(x1 - bend)} ${n(y1)} ${n(x1)} ${n(y1)}` });
      path.about = `${V[step.old].name} ${V[step.old].labels[i]} → ${V[step.new].name} ${V[step.new].labels[j]}: ${say('rel.wandered')}`;
      drawn.push(path);
    }
  }
  const labels = V.flatMap((version, v) => bars[v].map((bar, i) => barOf(version, v, i, bar, last)));
  const width = 2 * P.margin + last * (P.bar + P.between) + P.bar, height = n(low + 12);
  return svg('svg', { class: 'alluvial', role: 'group', 'aria-label': say('view_lineage'), width, height, viewBox: `0 0 ${width} ${height}` },
    svg('g', { class: 'ribbons', 'aria-hidden': 'true' }, ...drawn),
    svg('g', { class: 'names' }, ...V.map((version, v) => svg('text', { x: P.margin + v * (P.bar + P.between) + P.bar / 2, y: 16, 'text-anchor': 'middle' }, version.name))),
    svg('g', { class: 'bars' }, ...labels));
}
function barOf(version, v, i, bar, last) {
  const start = v === 0 && last > 0;
  const sign = bar.fate === 'new' ? '+ ' : bar.fate === 'dropped' ? '× ' : '';
  const words = version.words[i] ? cutTo(version.words[i], P.beside - version.labels[i].length) : '';
  const name = `${sign}${version.labels[i]}${words ? ` ${words}` : ''}, ${version.name}${bar.fate ? `, ${say(`rel.${bar.fate}`)}` : ''}${bar.before.map((end) => `, ${say('was', { label: V[end[0]].labels[end[1]] })}`).join('')}`;
  const rect = svg('rect', { class: `bar ${bar.fate}${bar.thin ? ' thin' : ''}`, x: bar.x, y: Math.round(bar.y * 10) / 10, width: bar.width, height: bar.height });
  const link = svg('a', { href: `#${address(v, i)}`, 'data-n': `${v} ${i}`, 'aria-label': name, tabindex: bar.thin ? '-1' : undefined }, rect);
  if (!bar.thin) {
    link.append(svg('text', { x: start ? bar.x - 6 : bar.x + bar.width + 6, y: Math.round((bar.y + Math.min(bar.height, 14) / 2 + 3.5) * 10) / 10, 'text-anchor': start ? 'end' : 'start' },
      sign, svg('tspan', { class: 'n' }, version.labels[i]), ...(words ? [' ', svg('tspan', { class: 'w' }, words)] : [])));
  }
  return link;
}
const cutTo = (text, room) => (text.length <= room ? text : `${text.slice(0, Math.max(room - 1, 0)).replace(/[ …]+$/, '')}…`);

let drawing = null;
function showPicture() {
  const short = $('changed').checked;
  if (drawing && drawing.short === short) return;
  const picture = draw(short);
  drawing = { short, picture };
  $('lineage-body').replaceChildren(picture);
  follows(picture);
}
// Follow one line through all versions.
function follows(picture) {
  const bars = new Map(all('a[data-n]', picture).map((bar) => [bar.dataset.n, bar]));
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
    while (front.length) {
      for (const [next, ribbon] of edges.get(front.pop()) || []) {
        found.add(ribbon);
        if (!found.has(bars.get(next))) { found.add(bars.get(next)); front.push(next); }
      }
    }
  };
  const light = (...starts) => {
    all('.lit', picture).forEach((part) => part.classList.remove('lit'));
    picture.classList.toggle('lit', starts.length > 0);
    const found = new Set();
    for (const start of starts) { found.add(bars.get(start)); reach(start, back, found); reach(start, on, found); }
    found.forEach((part) => part && part.classList.add('lit'));
  };
  picture.light = light;
  const over = (event) => {
    const bar = event.target.closest('a[data-n]');
    const ribbon = event.target.closest('.ribbon[data-a]');
    if (ribbon && ribbon.about && !ribbon.querySelector('title')) ribbon.append(svg('title', {}, ribbon.about));
    if (bar) light(bar.dataset.n);
    else if (ribbon) light(ribbon.dataset.a, ribbon.dataset.b);
    else light(...(picture.found || []));
  };
  picture.addEventListener('pointerover', over);
  picture.addEventListener('pointerleave', () => light(...(picture.found || [])));
  picture.addEventListener('focusin', over);
  picture.addEventListener('focusout', () => light(...(picture.found || [])));
  picture.addEventListener('click', (event) => {
    const ribbon = event.target.closest('.ribbon[data-b]');
    if (ribbon) location.hash = bars.get(ribbon.dataset.b).getAttribute('href');
  });
}
