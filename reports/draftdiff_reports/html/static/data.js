'use strict';
// What the page holds: texts inside `noscript`, opened when a view asks for them, and one line of JSON beside them.
// No network. HTML is only ever opened that the report itself was written with; words become text, never HTML.
const root = document.documentElement;
const $ = (id) => document.getElementById(id);
const all = (selector, under = document) => [...under.querySelectorAll(selector)];
function make(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties)) {
    if (value === undefined || value === null || value === false) continue;
    if (key in made && key !== 'list' && typeof value !== 'string') made[key] = value;
    else if (key === 'class') made.className = value;
    else made.setAttribute(key, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
const D = JSON.parse($('data').textContent);
const V = D.versions;
const say = (key, values = {}) => Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), D.say[key] ?? key.split('.').pop());
const slug = (text) => text.split(/\s+/).filter(Boolean).join('_') || '_';
const address = (v, i) => slug(`${V[v].id}/${V[v].labels[i]}`);
const pairKey = (u, v) => slug(`${V[u].id}..${V[v].id}`);
const relations = (bits) => D.relations.filter((_, at) => bits & (1 << at));
const TOLD = ['moved', 'split', 'merged'];

function group(links, end) {
  const found = new Map();
  for (const link of links) {
    if (!found.has(link[end])) found.set(link[end], []);
    found.get(link[end]).push(link);
  }
  return found;
}
for (const step of D.steps) {
  step.into = group(step.links, 1);
  step.from = group(step.links, 0);
}
const keyed = (v, i) => v * 1e6 + i;
const pairs = new Map(D.steps.map((step) => [keyed(step.old, step.new), step]));
const backInto = group(D.back.map((b) => ({ b, key: keyed(b[2], b[3]) })), 'key');
const backFrom = group(D.back.map((b) => ({ b, key: keyed(b[0], b[1]) })), 'key');
V.forEach((version, v) => {
  version.steps = D.steps.filter((step) => step.new === v);
  version.later = D.steps.filter((step) => step.old === v);
  version.places = new Map(version.labels.map((label, i) => [label, i]));
});
// Row of lineage that a paragraph stands in first, for its other numbers.
const rowOf = V.map(() => new Map());
D.rows.forEach((row, r) => V.forEach((_, v) => row[3 + v].forEach((i) => { if (!rowOf[v].has(i)) rowOf[v].set(i, r); })));

// ---- texts
function parsed(html) {
  const template = document.createElement('template');
  template.innerHTML = html; // our own page, escaped when it was written
  return template.content;
}
// A text lies in the page as one string. It is cut where paragraphs, headings and places left begin, and each part is
// opened when it is asked for: words of a text that look like markup are escaped, so the marks of the cuts are ours.
const START = /<(?:div class="?block|p class="?ghost|h4 class=doc)/g;
function cutAt(html, start) {
  const cuts = [...html.matchAll(start)].map((found) => found.index);
  return { head: html.slice(0, cuts[0] ?? html.length), parts: cuts.map((from, at) => html.slice(from, cuts[at + 1] ?? html.length)) };
}
const MINOR = ['editorial', 'typography', 'scan', 'numbering', 'reference', 'rollover'];
const OPEN = ['bracketing', 'attribution']; // marks of negotiation: shown like words, counted by themselves
const classIn = (names) => [...MINOR, ...OPEN].find((name) => names.includes(name)) || (names.includes('came') || names.includes('went') ? 'transfer' : 'substantive');
class Part {
  constructor(html) {
    this.html = html;
    const at = / data-([io])=(\d+)/.exec(html.slice(0, html.indexOf('>') + 1));
    this.kind = html.startsWith('<h4') ? 'heading' : html.startsWith('<p') ? 'ghost' : 'block';
    this.fresh = Boolean(at && at[1] === 'i');
    this.at = at ? Number(at[2]) : -1;
  }
  element() {
    this.el ??= parsed(this.html).firstElementChild;
    return this.el;
  }
  get marked() { return /<(?:ins|del)[ >]/.test(this.html); }
  get loud() { return this.kind === 'ghost' || this.marked || /class="?badge/.test(this.html); }
  // Classes and signals of its changes, without opening it.
  get facts() {
    this.found ??= {
      classes: new Set([...this.html.matchAll(/<(?:ins|del)(?: class=(?:"([^"]*)"|([\w-]+)))?/g)].map((mark) => classIn((mark[1] || mark[2] || '').split(' ')))),
      signals: new Set([...this.html.matchAll(/ data-s=(\w+)/g)].map((mark) => mark[1])),
    };
    return this.found;
  }
}
const holders = all('#redline noscript[data-new]').map((holder) => ({
  holder, old: holder.dataset.old === '' ? -1 : Number(holder.dataset.old), new: Number(holder.dataset.new), parts: null, blocks: new Map(),
}));
function opened(held) {
  if (!held.parts) {
    const { head, parts } = cutAt(held.holder.textContent, START);
    held.section = parsed(head).querySelector('.pair');
    held.parts = parts.map((html) => new Part(html));
    for (const part of held.parts) if (part.fresh) held.blocks.set(part.at, part);
  }
  return held;
}
const tellers = V.map((_, v) => holders.findLast((held) => held.new === v));
const between = (u, v) => holders.find((held) => held.old === u && held.new === v);
const teller = (v) => opened(tellers[v]);
const partOf = (held, i) => opened(held).blocks.get(i);
const blockOf = (v, i) => partOf(tellers[v], i)?.element();

// A paragraph as pieces: same, ins, del, came, went; white space beside a mark goes back into it. Read from the string,
// because opening thousands of paragraphs as elements takes seconds.
function pieces(part) {
  part.pieces ??= cutUp(/<p class=text[^>]*>([^]*?)(?:<\/p>|<details|<p class=agreed)/.exec(part.html)[1]);
  return part.pieces;
}
const TOKEN = /<(ins|del|span|a)([^>]*)>([^]*?)<\/\1>|[^<]+/g;
const LETTERS = { amp: '&', lt: '<', gt: '>', quot: '"' };
const plain = (html) => html.replace(/&(?:#(\d+)|(\w+));/g, (whole, code, name) => (code ? String.fromCodePoint(code) : LETTERS[name] ?? whole));
const attribute = (name, tag) => { const found = new RegExp(` ${name}=(?:"([^"]*)"|([^ ]+))`).exec(tag); return found ? found[1] ?? found[2] : ''; };
function cutUp(html) {
  const out = [];
  let eat = 0;
  let old = 0;
  const push = (piece) => {
    if (!piece.t) return;
    if (piece.o === undefined) piece.o = old;
    if (piece.k !== 'ins' && piece.k !== 'came') old += piece.t.length;
    out.push(piece);
  };
  for (const [whole, tag, said, inner] of html.matchAll(TOKEN)) {
    if (!tag) { push({ k: 'same', l: 0, t: plain(whole).slice(eat) }); eat = 0; continue; }
    if (tag === 'span') { push({ k: 'same', l: Number(attribute('data-k', said)), o: Number(attribute('data-o', said)), t: plain(inner) }); continue; }
    if (tag === 'a') continue;
    const names = attribute('class', said).split(' ').filter(Boolean);
    const far = names.includes('came') || names.includes('went');
    const k = tag === 'ins' ? (far ? 'came' : 'ins') : (far ? 'went' : 'del');
    const edge = Number(attribute('data-e', said) || 0);
    let words = plain(inner);
    if (edge & 1) {
      const last = out.at(-1);
      if (last && last.k === 'same') { last.t = last.t.slice(0, -1); old -= 1; if (!last.t) out.pop(); }
      words = ` ${words}`;
    }
    if (edge & 2) { words += ' '; eat = 1; }
    push({ k, t: words, cls: names.find((name) => !['whole', 'shift', 'apart', 'blank', 'came', 'went'].includes(name)) || 'substantive', c: Number(attribute('data-c', said) || 0) });
  }
  return out;
}
// What a library knows of a paragraph of the newest version.
function agreedOf(v, i) {
  const found = /<p class=agreed>([^<]*)/.exec(partOf(tellers[v], i)?.html || '');
  return found ? plain(found[1]) : '';
}
const isNew = (piece) => piece.k === 'same' || piece.k === 'ins' || piece.k === 'came';
const texts = V.map(() => new Map());
function textOf(v, i) {
  if (!texts[v].has(i)) {
    const part = partOf(tellers[v], i);
    texts[v].set(i, part ? pieces(part).filter(isNew).map((piece) => piece.t).join('') : '');
  }
  return texts[v].get(i);
}

// ---- addresses: version/label, old..new/label, old..new/label/number, pair-old..new
const nodes = new Map();
function nodeAt(id) {
  if (!nodes.size) V.forEach((version, v) => version.labels.forEach((_, i) => nodes.set(address(v, i), [v, i])));
  return nodes.get(id);
}
function pairAt(id) {
  const bare = id.startsWith('pair-') ? id.slice(5) : id;
  for (let u = 0; u < V.length; u += 1) {
    for (let v = 0; v < V.length; v += 1) {
      const key = pairKey(u, v);
      if (u !== v && bare === key) return { u, v, rest: '' };
      if (u !== v && bare.startsWith(`${key}/`)) return { u, v, rest: bare.slice(key.length + 1) };
    }
  }
  return null;
}
