'use strict';
// Long lists: what is shown, what is folded away, what a search leaves. Only what is seen is made at once; the rest is
// made in runs, when it comes near, when it is asked for, before printing, and while nothing else is to be done.
const RUN = 16; // paragraphs a browser passes over at once while they are out of sight
const AHEAD = 4; // paragraphs made before anything is shown; a screen holds about as many
const FOLD = 3; // fewer unchanged paragraphs in a row stay

class Runs {
  constructor(host, tag = 'div') {
    this.host = host;
    this.tag = tag;
    this.runs = [];
    this.near = new IntersectionObserver((seen) => seen.forEach((one) => { if (one.isIntersecting) this.fill(one.target.of); }), { rootMargin: '120% 0px' });
  }
  // Elements, or functions that make them, in order.
  set(entries, before = []) {
    this.near.disconnect();
    this.runs = [];
    for (let at = 0; at < entries.length; at += RUN) {
      const el = make(this.tag, { class: entries.length > RUN ? 'run unmade' : '' });
      const run = { el, entries: entries.slice(at, at + RUN), made: 0, at: this.runs.length };
      el.of = run;
      this.runs.push(run);
    }
    for (const run of this.runs.slice(0, 2)) this.fill(run, run.at ? AHEAD : RUN);
    this.host.replaceChildren(...before, ...this.runs.map((run) => run.el));
    this.runs.forEach((run) => this.near.observe(run.el));
    idly(this);
  }
  fill(run, most = RUN) {
    if (run.made === run.entries.length) return;
    const until = Math.min(run.entries.length, most);
    const made = run.entries.slice(run.made, until).map((entry) => (typeof entry === 'function' ? entry() : entry));
    run.made = until;
    run.el.append(...made);
    if (run.made === run.entries.length) { run.el.classList.remove('unmade'); this.near.unobserve(run.el); }
  }
  get next() { return this.runs.find((run) => run.made < run.entries.length); }
  fillAll() { this.runs.forEach((run) => this.fill(run)); }
  // Runs on the screen, by number: first and last.
  get onScreen() {
    let from = -1, to = -1;
    this.runs.some((run, at) => {
      const box = run.el.getBoundingClientRect();
      if (box.top > innerHeight) return true;
      if (box.bottom > 120) { if (from < 0) from = at; to = at; }
      return false;
    });
    return [from, to];
  }
}

// While nothing else is to be done, so that a browser's own search finds every word.
const whenIdle = (work) => (window.requestIdleCallback ? requestIdleCallback(work, { timeout: 2000 }) : setTimeout(() => work({ timeRemaining: () => 0 }), 60));
let idling = null;
function idly(runs) {
  if (idling) { idling = runs; return; }
  idling = runs;
  const work = (left) => {
    const those = idling;
    const seen = () => those.host.isConnected && those.host.offsetParent && those.next;
    do { if (seen()) those.fill(those.next, those.next.made + 2); } while (seen() && left.timeRemaining() > 10);
    if (seen() || those !== idling) whenIdle(work);
    else idling = null;
  };
  setTimeout(() => whenIdle(work), 300);
}
addEventListener('beforeprint', () => everyRuns().forEach((runs) => runs.fillAll()));

class Item {
  // One paragraph of a list. `element()` makes it when it is first shown.
  constructor(build, fields) {
    this.build = build;
    this.heads = [];
    this.open = false;
    Object.assign(this, fields);
  }
  element() {
    if (!this.el) { this.el = this.build(this); this.el.item = this; }
    return this.el;
  }
  get words() {
    if (this.folded === undefined) this.folded = fold(this.text());
    return this.folded;
  }
}
const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase();

class List {
  constructor(host, items) {
    this.host = host; this.items = items; this.shown = items; this.filtered = false;
    this.runs = new Runs(host);
  }
  // Put into the page what a filter leaves; without a filter, unchanged paragraphs in a row fold into one line.
  lay(keep = null, mark = null) {
    const folds = !keep && $('changed').checked;
    if (mark !== null && mark === this.mark && folds === this.folds) { idly(this.runs); drawMap(this); return; }
    this.mark = mark; this.folds = folds;
    this.filtered = Boolean(keep);
    this.shown = keep ? this.items.filter(keep) : this.items;
    const entries = [];
    this.at = new Map();
    let quiet = [];
    const heads = (item) => { if (item.heads.length && !keep) entries.push(...item.heads); };
    const plain = (item) => {
      heads(item);
      this.at.set(item, entries.length);
      entries.push(() => item.element());
    };
    const flush = () => {
      const one = quiet;
      quiet = [];
      if (one.length < FOLD) { one.forEach(plain); return; }
      heads(one[0]);
      one.forEach((item) => this.at.set(item, entries.length));
      entries.push(() => this.line(one));
    };
    for (const item of this.shown) {
      if (folds && item.quiet() && !item.open) {
        if (item.heads.length) flush();
        quiet.push(item);
      } else { flush(); plain(item); }
    }
    flush();
    this.runs.set(entries);
    drawMap(this);
  }
  relay() { this.mark = null; this.lay(this.filtered ? (other) => this.shown.includes(other) : null); }
  line(items) {
    const names = items.length > 1 ? `${items[0].title}–${items.at(-1).title}` : items[0].title;
    const button = make('button', { type: 'button', class: 'folded' }, say('unchanged_run', { n: items.length, labels: names }));
    button.items = items;
    button.addEventListener('click', () => {
      items.forEach((item) => { item.open = true; });
      const first = items[0];
      this.relay();
      this.ready(first);
      first.element().tabIndex = -1;
      first.element().focus({ preventScroll: true });
    });
    return button;
  }
  // The run of an item, made.
  ready(item) {
    const run = this.runs.runs[Math.floor(this.at.get(item) / RUN)];
    if (run) this.runs.fill(run);
  }
  reveal(item) {
    if (this.filtered && !this.shown.includes(item)) reset();
    if (this.folds && item.quiet() && !item.open) {
      const at = this.items.indexOf(item);
      for (let k = at; k >= 0 && this.items[k].quiet(); k -= 1) this.items[k].open = true;
      for (let k = at + 1; k < this.items.length && this.items[k].quiet(); k += 1) this.items[k].open = true;
      this.relay();
    }
    this.ready(item);
  }
  // The next run with a change, from a run on, made: what the keys for next and previous walk over.
  makeNext(from, by) {
    const { runs } = this.runs;
    for (let at = from; at >= 0 && at < runs.length; at += by) {
      const had = runs[at].made;
      this.runs.fill(runs[at]);
      if (at !== from && had >= 0 && runs[at].el.querySelector('[data-c]')) return;
    }
  }
}
