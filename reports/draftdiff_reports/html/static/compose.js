'use strict';
// The redline of any two versions, put together from the redlines of the steps between them.
// A word is the same if every step on the way kept it; what came on the way is new, what is left of the old is gone.

const reached = new Map();
function reaches(v, u) {
  const key = keyed(v, u);
  if (!reached.has(key)) reached.set(key, v === u || V[v].steps.some((step) => reaches(step.old, u)));
  return reached.get(key);
}
const toward = (v, u) => V[v].steps.find((step) => reaches(step.old, u));
const order = (u, v) => (reaches(v, u) ? [u, v] : reaches(u, v) ? [v, u] : null);

function slice(runs, start, length) {
  const out = [];
  let at = 0;
  for (const run of runs) {
    const from = Math.max(start - at, 0);
    const to = Math.min(start + length - at, run.t.length);
    if (from < to) out.push({ ...run, t: run.t.slice(from, to), o: run.j >= 0 ? run.o + from : 0 });
    at += run.t.length;
  }
  return out;
}

class Way {
  // From an older version u to a newer v.
  constructor(u, v) {
    this.u = u; this.v = v;
    this.memo = new Map();
    this.kin = new Map();
  }
  // The text of a paragraph as runs that stood in the old version (paragraph j, offset o) and runs that came (j = -1).
  runs(v, i) {
    const key = keyed(v, i);
    if (!this.memo.has(key)) this.memo.set(key, this.traced(v, i));
    return this.memo.get(key);
  }
  traced(v, i) {
    if (v === this.u) return [{ t: textOf(v, i), j: i, o: 0, cls: '' }];
    const step = toward(v, this.u);
    const links = step ? step.into.get(i) || [] : [];
    if (!links.length) {
      const back = (backInto.get(keyed(v, i)) || []).map((found) => found.b).find((b) => reaches(b[0], this.u));
      if (back && textOf(back[0], back[1]) === textOf(v, i)) return this.runs(back[0], back[1]);
      return [{ t: textOf(v, i), j: -1, o: 0, cls: 'substantive' }];
    }
    const out = [];
    for (const piece of pieces(partOf(between(step.old, step.new), i))) {
      if (piece.k === 'same') out.push(...slice(this.runs(step.old, links[piece.l][0]), piece.o, piece.t.length));
      else if (isNew(piece)) out.push({ t: piece.t, j: -1, o: 0, cls: piece.k === 'came' ? 'came' : piece.cls });
    }
    return out;
  }
  // Paragraphs of the old version a paragraph descends from, with the relations on the way.
  ancestors(v, i) {
    const key = keyed(v, i);
    if (this.kin.has(key)) return this.kin.get(key);
    const found = new Map();
    if (v === this.u) found.set(i, 0);
    else {
      const step = toward(v, this.u);
      for (const link of (step && step.into.get(i)) || []) {
        for (const [j, bits] of this.ancestors(step.old, link[0])) found.set(j, (found.get(j) || 0) | bits | link[2]);
      }
      for (const { b } of backInto.get(keyed(v, i)) || []) {
        if (!reaches(b[0], this.u)) continue;
        for (const [j, bits] of this.ancestors(b[0], b[1])) found.set(j, (found.get(j) || 0) | bits | b[4]);
      }
    }
    this.kin.set(key, found);
    return found;
  }
  // Classes and signals of the changes on the way, from the marks of the steps; nothing is opened for it.
  facts(v, i) {
    const key = keyed(v, i);
    if (!this.heard) this.heard = new Map();
    if (this.heard.has(key)) return this.heard.get(key);
    const found = { classes: new Set(), signals: new Set() };
    const step = v === this.u ? null : toward(v, this.u);
    const links = step ? step.into.get(i) || [] : [];
    if (step && !links.length && !backInto.has(key)) found.classes.add('substantive');
    if (step) {
      const those = [partOf(between(step.old, step.new), i).facts, ...links.map((link) => this.facts(step.old, link[0]))];
      for (const facts of those) for (const name of ['classes', 'signals']) facts[name].forEach((value) => found[name].add(value));
    }
    this.heard.set(key, found);
    return found;
  }
  // Where the words of an old paragraph are kept, so that what another paragraph holds is not called deleted: only
  // paragraphs that descend from it can hold them.
  kept(j) {
    if (!this.heirs) {
      this.heirs = new Map();
      this.held = new Map();
      V[this.v].labels.forEach((_, i) => this.ancestors(this.v, i).forEach((_bits, old) => {
        if (!this.heirs.has(old)) this.heirs.set(old, []);
        this.heirs.get(old).push(i);
      }));
    }
    if (!this.held.has(j)) {
      this.held.set(j, (this.heirs.get(j) || []).flatMap((i) => this.runs(this.v, i).filter((run) => run.j === j).map((run) => [run.o, run.o + run.t.length, i])));
    }
    return this.held.get(j);
  }
  gone(j, start, end, i) {
    const text = textOf(this.u, j);
    const out = [];
    let at = start;
    const others = this.kept(j).filter((span) => span[2] !== i && span[1] > start && span[0] < end).sort((a, b) => a[0] - b[0]);
    for (const [from, to, other] of others) {
      if (from > at) out.push({ k: 'del', t: text.slice(at, from), cls: '' });
      if (to > at) out.push({ k: 'went', t: text.slice(Math.max(from, at), Math.min(to, end)), cls: 'transfer', to: other });
      at = Math.max(at, to);
    }
    if (at < end) out.push({ k: 'del', t: text.slice(at, end), cls: '' });
    return out;
  }
  // The paragraph as pieces, like those of a step.
  pieces(i) {
    const out = [];
    const done = new Map([...this.ancestors(this.v, i).keys()].map((j) => [j, 0]));
    for (const run of this.runs(this.v, i)) {
      const at = done.get(run.j);
      if (run.j < 0 || at === undefined || run.o < at) {
        out.push({ k: run.cls === 'came' || run.j >= 0 ? 'came' : 'ins', t: run.t, cls: run.cls });
        continue;
      }
      if (run.o > at) out.push(...this.gone(run.j, at, run.o, i));
      out.push({ k: 'same', t: run.t, l: 0 });
      done.set(run.j, run.o + run.t.length);
    }
    for (const [j, at] of done) out.push(...this.gone(j, at, textOf(this.u, j).length, i));
    return settled(out);
  }
}

const letters = (text) => text.normalize('NFKD').toLocaleLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
// Between two unchanged runs: what went and came on the way is one change; what came back is none.
function settled(raw) {
  const out = [];
  let gone = '', came = [], number = 0;
  const flush = () => {
    let put = came.map((piece) => piece.t).join('');
    if (gone || put) {
      let head = 0;
      while (head < gone.length && head < put.length && gone[head] === put[head]) head += 1;
      while (head > 0 && head < Math.max(gone.length, put.length) && /[\p{L}\p{N}]/u.test(gone[head - 1])) head -= 1;
      let tail = 0;
      while (tail < gone.length - head && tail < put.length - head && gone.at(-1 - tail) === put.at(-1 - tail)) tail += 1;
      while (tail > 0 && /[\p{L}\p{N}]/u.test(put.at(-tail)) && tail < Math.max(gone.length, put.length) - head) tail -= 1;
      const before = put.slice(0, head), after = tail ? put.slice(-tail) : '';
      gone = gone.slice(head, gone.length - tail);
      put = put.slice(head, put.length - tail);
      number += gone || put ? 1 : 0;
      const only = new Set(came.map((piece) => piece.cls));
      const cls = letters(gone) === letters(put) ? 'typography' : came.length && !only.has('substantive') && only.size ? [...only][0] : 'substantive';
      if (before) out.push({ k: 'same', t: before, l: 0 });
      if (gone) out.push({ k: 'del', t: gone, cls, c: number });
      if (put) out.push({ k: 'ins', t: put, cls, c: number });
      if (after) out.push({ k: 'same', t: after, l: 0 });
    }
    gone = ''; came = [];
  };
  for (const piece of raw) {
    if (piece.k === 'same') { flush(); out.push(piece); }
    else if (piece.k === 'del') gone += piece.t;
    else if (piece.k === 'ins') came.push(piece);
    else { flush(); number += 1; out.push({ ...piece, c: number }); }
  }
  flush();
  return out.filter((piece) => piece.t);
}

const ways = new Map();
function way(u, v) {
  const key = `${u} ${v}`;
  if (!ways.has(key)) ways.set(key, new Way(u, v));
  return ways.get(key);
}

// ---- pieces as elements
function marked(list) {
  const made = document.createDocumentFragment();
  for (const piece of list) {
    if (piece.k === 'same') { made.append(piece.t); continue; }
    const words = piece.t.trim();
    const lead = words ? piece.t.slice(0, piece.t.indexOf(words)) : '';
    const trail = words ? piece.t.slice(lead.length + words.length) : '';
    const names = [piece.k === 'came' || piece.k === 'went' ? piece.k : piece.cls === 'substantive' ? '' : piece.cls, words ? '' : 'blank'].filter(Boolean);
    const mark = make(isNew(piece) ? 'ins' : 'del', { class: names.join(' ') || undefined, 'data-c': String(piece.c) }, words || piece.t);
    made.append(lead, mark, trail);
  }
  return made;
}
// The redline of two versions of a paragraph that a step joins, or the same put together on the way.
function told(u, v, i) {
  const held = between(u, v);
  if (held) {
    const copy = partOf(held, i).element().querySelector('.text').cloneNode(true);
    return { marks: copy, list: null };
  }
  const list = reaches(v, u) ? way(u, v).pieces(i) : [{ k: 'ins', t: textOf(v, i), cls: 'substantive', c: 0 }];
  const text = make('p', { class: 'text' }, marked(list));
  return { marks: text, list };
}
