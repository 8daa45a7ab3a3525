'use strict';
// The lineage measured: versions as columns, paragraphs in order, ribbons as wide as the words they share.
// What stayed as it was in a row of paragraphs is drawn as one thin bar and one band where only changes are asked for.
const P = { word: 0.24, least: 11, gap: 5, subGap: 2, bar: 16, inset: 3, narrow: 6, between: 270, margin: 290, top: 34, beside: 40, share: 0.04, bend: 0.45, thin: 1.5, thinGap: 0.5 };
const LOOKS = ['wandered', 'moved', 'split', 'merged', 'edited', 'kept'];
const nodeKey = (v, i) => `${v} ${i}`;
// What every paragraph came from and went to: [version, paragraph, bits of the relations].
function kinship() {
  const kin = V.map((version) => version.labels.map(() => ({ before: [], after: [] })));
  const join = (u, i, v, j, bits) => { kin[v][j].before.push([u, i, bits]); kin[u][i].after.push([v, j, bits]); };
  for (const step of D.steps) for (const link of step.links) join(step.old, link[0], step.new, link[1], link[2]);
  for (const b of D.back) join(b[0], b[1], b[2], b[3], b[4]);
  return kin;
}
const wanderers = new Set(D.steps.flatMap((step) => step.wandered.flatMap(([a, b]) => [nodeKey(step.old, a), nodeKey(step.new, b)])));
const KEPT = 1 << D.relations.indexOf('kept');
const TOLD_BITS = TOLD.reduce((bits, name) => bits | (1 << D.relations.indexOf(name)), 0);
const calmLink = (end) => Boolean(end[2] & KEPT) && !(end[2] & TOLD_BITS);
function calmHere(v, i, { before, after }) {
  if (wanderers.has(nodeKey(v, i))) return false;
  return (before.length === 1 || !V[v].steps.length) && (after.length === 1 || !V[v].later.length) && before.every(calmLink) && after.every(calmLink);
}

// Bars of one version from the top down; `low` is where they end.
function barsOf(v, short, kin) {
  const version = V[v], last = V.length - 1;
  const quiet = version.labels.map((_, i) => short && calmHere(v, i, kin[v][i]));
  const thin = quiet.map((is, i) => is && ((quiet[i - 1] && quiet[i + 1]) || (quiet[i - 1] && quiet[i - 2]) || (quiet[i + 1] && quiet[i + 2])));
  const x = P.margin + v * (P.bar + P.between);
  let y = P.top;
  let first = 0;
  return version.labels.map((_, i) => {
    const depth = Number(version.depths[i]);
    if (i) y += thin[i] && thin[i - 1] ? P.thinGap : depth ? P.subGap : P.gap;
    if (!thin[i] || !thin[i - 1]) first = i;
    const inset = Math.min(depth * P.inset, P.bar - P.narrow);
    const height = thin[i] ? P.thin : Math.max(P.least, version.lengths[i] * P.word);
    const { before, after } = kin[v][i];
    const fate = !after.length && v !== last ? 'dropped' : !before.length && version.steps.length ? 'new' : '';
    const bar = { v, i, x: x + (v === 0 && last ? 0 : inset), y, width: P.bar - inset, height, thin: thin[i], run: first, fate, before };
    y += height;
    return bar;
  });
}
// Where each ribbon meets its bars, in the order of the other ends so that few cross.
function stack(ribbons, bars) {
  const ends = ribbons.map(() => [null, null]);
  for (const end of [0, 1]) {
    const at = new Map();
    ribbons.forEach((r, k) => {
      const [mine, other] = end ? [r.b, r.a] : [r.a, r.b];
      const key = keyed(...mine) * 64 + other[0];
      if (!at.has(key)) at.set(key, []);
      at.get(key).push([r, k, bars[other[0]][other[1]].y]);
    });
    for (const those of at.values()) {
      const bar = bars[(end ? those[0][0].b : those[0][0].a)[0]][(end ? those[0][0].b : those[0][0].a)[1]];
      const share = (r) => Math.max(r.share[end], P.share);
      const total = those.reduce((sum, [r]) => sum + share(r), 0);
      const scale = bar.height / Math.max(total, 1);
      let y = bar.y + (bar.height - total * scale) / 2;
      for (const [r, k] of those.sort((a, b) => a[2] - b[2])) {
        ends[k][end] = [y, y + share(r) * scale];
        y += share(r) * scale;
      }
    }
  }
  return ends;
}
const n1 = (value) => Math.round(value * 10) / 10;
function bandPath(x0, [s0, s1], x1, [e0, e1]) {
  const bend = (x1 - x0) * P.bend;
  return `M${n1(x0)} ${n1(s0)}C${n1(x0 + bend)} ${n1(s0)} ${n1(x1 - bend)} ${n1(e0)} ${n1(x1)} ${n1(e0)}V${n1(e1)}C${n1(x1 - bend)} ${n1(e1)} ${n1(x0 + bend)} ${n1(s1)} ${n1(x0)} ${n1(s1)}Z`;
}
// Everything that is drawn: bars and ribbons, each with its top and bottom. In steps, for a long history takes a
// quarter of a second, of which nobody waits for more than one step.
function* measuring(short) {
  const kin = kinship();
  yield null;
  const bars = V.map((_, v) => barsOf(v, short, kin));
  yield null;
  const raw = [];
  D.steps.forEach((step) => step.links.forEach((link) => raw.push({ a: [step.old, link[0]], b: [step.new, link[1]], bits: link[2], share: [(link[3] ?? 100) / 100, (link[4] ?? 100) / 100] })));
  D.back.forEach((b) => raw.push({ a: [b[0], b[1]], b: [b[2], b[3]], bits: b[4], share: [(b[5] ?? 100) / 100, (b[6] ?? 100) / 100] }));
  yield null;
  const ends = stack(raw, bars);
  yield null;
  const ribbons = banded(raw, ends, bars);
  for (const step of D.steps) {
    for (const [i, j, from, to] of step.wandered) {
      const a = bars[step.old][i], b = bars[step.new][j];
      const y0 = a.y + a.height * from / 100, y1 = b.y + b.height * to / 100;
      ribbons.push({ keys: [[[step.old, i], [step.new, j]]], a: [step.old, i], b: [step.new, j], look: 'wandered', x0: a.x + a.width, x1: b.x, s: [y0, y0], e: [y1, y1] });
    }
  }
  for (const r of ribbons) { r.top = Math.min(r.s[0], r.e[0]); r.low = Math.max(r.s[1], r.e[1]); }
  yield null;
  const shapes = bars.flatMap((those) => those.filter((bar) => !bar.thin || bar.run === bar.i));
  for (const bar of shapes) {
    bar.to = bar.i;
    if (bar.thin) while (bars[bar.v][bar.to + 1]?.thin && bars[bar.v][bar.to + 1].run === bar.i) bar.to += 1;
    bar.top = bar.y;
    bar.low = bars[bar.v][bar.to].y + bars[bar.v][bar.to].height;
  }
  const low = shapes.reduce((most, bar) => Math.max(most, bar.low), P.top);
  yield { bars, shapes, ribbons, width: 2 * P.margin + (V.length - 1) * (P.bar + P.between) + P.bar, height: n1(low + 12) };
}
// Ribbons between two runs of thin bars are one band.
function banded(raw, ends, bars) {
  const ribbons = [];
  const bands = new Map();
  raw.forEach((r, k) => {
    const a = bars[r.a[0]][r.a[1]], b = bars[r.b[0]][r.b[1]];
    const [s, e] = ends[k];
    const band = a.thin && b.thin ? keyed(r.a[0], a.run) * 1e8 + keyed(r.b[0], b.run) : 0;
    const wide = band && bands.get(band);
    if (wide) {
      wide.keys.push([r.a, r.b]);
      wide.s = [Math.min(wide.s[0], s[0]), Math.max(wide.s[1], s[1])];
      wide.e = [Math.min(wide.e[0], e[0]), Math.max(wide.e[1], e[1])];
      return;
    }
    const made = { keys: [[r.a, r.b]], a: r.a, b: r.b, bits: r.bits, look: lookOf(r.bits), x0: a.x + a.width, x1: b.x, s, e };
    if (band) bands.set(band, made);
    ribbons.push(made);
  });
  return ribbons;
}
const lookOf = (bits) => LOOKS.find((name) => bits & (1 << D.relations.indexOf(name))) || 'kept';
const measures = new Map();
function measureOn(short) {
  if (!measures.has(short)) measures.set(short, { work: measuring(short), made: null });
  const one = measures.get(short);
  if (!one.made) one.made = one.work.next().value;
  return one.made;
}
function measuredNow(short) {
  let made = null;
  while (!made) made = measureOn(short);
  return made;
}
