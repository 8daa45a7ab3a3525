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
V.forEach((version, v) => {
  version.steps = D.steps.filter((step) => step.new === v);
  version.places = new Map(version.labels.map((label, i) => [label, i]));
});
// Row of lineage that a paragraph stands in first, for its other numbers.
const rowOf = V.map(() => new Map());
D.rows.forEach((row, r) => V.forEach((_, v) => row[3 + v].forEach((i) => { if (!rowOf[v].has(i)) rowOf[v].set(i, r); })));

// ---- texts
function parsed(holder) {
  const template = document.createElement('template');
  template.innerHTML = holder.textContent; // our own page, escaped when it was written
  return template.content;
}
const holders = all('#redline noscript[data-new]').map((holder) => ({
  holder, old: holder.dataset.old === '' ? -1 : Number(holder.dataset.old), new: Number(holder.dataset.new), content: null, blocks: new Map(),
}));
function opened(held) {
  if (!held.content) {
    held.content = parsed(held.holder);
    held.section = held.content.querySelector('.pair');
    held.parts = [...held.content.querySelector('.texts').children];
    for (const part of held.parts) if (part.dataset.i !== undefined) held.blocks.set(Number(part.dataset.i), part);
  }
  return held;
}
const tellers = V.map((_, v) => holders.findLast((held) => held.new === v));
const between = (u, v) => holders.find((held) => held.old === u && held.new === v);
const teller = (v) => opened(tellers[v]);
const blockOf = (v, i) => teller(v).blocks.get(i);

// A paragraph as pieces: same, ins, del, came, went; white space beside a mark goes back into it.
const cut = new WeakMap();
function pieces(block) {
  if (!cut.has(block)) cut.set(block, cutUp(block.querySelector('.text')));
  return cut.get(block);
}
function cutUp(text) {
  const out = [];
  let eat = 0;
  let old = 0;
  const push = (piece) => {
    if (!piece.t) return;
    if (piece.o === undefined) piece.o = old;
    if (piece.k !== 'ins' && piece.k !== 'came') old += piece.t.length;
    out.push(piece);
  };
  for (const node of text.childNodes) {
    if (node.nodeType === 3) { push({ k: 'same', l: 0, t: node.data.slice(eat) }); eat = 0; continue; }
    if (node.tagName === 'SPAN') { push({ k: 'same', l: Number(node.dataset.k), o: Number(node.dataset.o), t: node.textContent }); continue; }
    if (node.tagName !== 'INS' && node.tagName !== 'DEL') continue;
    const names = [...node.classList];
    const far = names.includes('came') || names.includes('went');
    const k = node.tagName === 'INS' ? (far ? 'came' : 'ins') : (far ? 'went' : 'del');
    const edge = Number(node.dataset.e || 0);
    let words = node.textContent;
    if (edge & 1) {
      const last = out.at(-1);
      if (last && last.k === 'same') { last.t = last.t.slice(0, -1); old -= 1; if (!last.t) out.pop(); }
      words = ` ${words}`;
    }
    if (edge & 2) { words += ' '; eat = 1; }
    push({ k, t: words, cls: names.find((name) => !['whole', 'shift', 'apart', 'blank', 'came', 'went'].includes(name)) || 'substantive', c: Number(node.dataset.c || 0) });
  }
  return out;
}
const isNew = (piece) => piece.k === 'same' || piece.k === 'ins' || piece.k === 'came';
const texts = V.map(() => new Map());
function textOf(v, i) {
  if (!texts[v].has(i)) {
    const block = blockOf(v, i);
    texts[v].set(i, block ? pieces(block).filter(isNew).map((piece) => piece.t).join('') : '');
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
