'use strict';
// The redline of any pair and the synopsis, as lists of paragraphs.
const QUIET = ['typography', 'scan'];
const classOf = (mark) => classIn([...mark.classList]);

// ---- redline
const redline = { u: -1, v: -1, list: null };
const lists = new Map();
function newestPair() {
  const step = D.steps.at(-1);
  return step ? [step.old, step.new] : [0, 0];
}
function showPair(u, v) {
  if (redline.list && redline.u === u && redline.v === v) return;
  const key = `${u} ${v}`;
  if (!lists.has(key)) lists.set(key, between(u, v) || u === v ? stepList(u, v) : order(u, v) ? wayList(u, v) : strangers(u, v));
  const made = lists.get(key);
  redline.u = u; redline.v = v; redline.list = made.list;
  $('redline-body').replaceChildren(made.section);
  $('old').value = String(u); $('new').value = String(v);
}
function sectionOf(u, v, changes, substantive, note) {
  const key = pairKey(u, v);
  const host = make('div', { class: 'texts', lang: V[v].lang || undefined, dir: V[v].dir });
  const small = changes === null ? null : make('small', {}, say('changes_of', { n: changes, s: substantive }));
  const head = make('h3', { id: `p-${key}` }, `${V[u].name} → ${V[v].name} `, small);
  return { section: make('section', { class: 'pair', id: `pair-${key}`, 'aria-labelledby': `p-${key}` }, head, note ? make('p', { class: 'how' }, note) : null, host), host };
}
function strangers(u, v) {
  const { section, host } = sectionOf(u, v, null, null, say('no_pair'));
  return { section, list: new List(host, []) };
}
function stepList(u, v) {
  const from = u === v ? tellers[v] : between(u, v);
  const { section, parts } = opened(from);
  const key = pairKey(u, v);
  const items = [];
  let heads = [];
  for (const part of parts) {
    if (part.kind === 'heading') { heads.push(part.element()); continue; }
    items.push(partItem(u, v, part, key, heads));
    heads = [];
  }
  return { section, list: new List(section.querySelector('.texts'), items) };
}
function partItem(u, v, part, key, heads) {
  const { fresh, at, loud } = part;
  const label = fresh ? V[v].labels[at] : V[u].labels[at];
  const ghost = part.kind === 'ghost';
  const build = () => {
    const el = part.element().cloneNode(true);
    el.removeAttribute('id');
    if (ghost) return el;
    el.id = slug(`${key}/${fresh ? '' : '-'}${label}`);
    el.querySelector('.side b').replaceWith(make('a', { class: 'label', href: `#${el.id}` }, label));
    all('[id]', el).forEach((mark) => mark.removeAttribute('id'));
    notes(el);
    return el;
  };
  return new Item(build, {
    heads, u, v, i: fresh ? at : -1, j: fresh ? -1 : at, title: label, key, ghost,
    text: () => part.element().querySelector('.text, s').textContent,
    labels: () => (fresh ? [label, ...olds(u, v, at)] : [label, ...news(u, v, at)]),
    relations: () => (fresh ? relationsOf(u, v, at) : ghost ? ['moved'] : ['dropped']),
    quiet: () => !loud, facts: () => part.facts,
  });
}
const stepOf = (u, v) => pairs.get(keyed(u, v));
function olds(u, v, i) {
  const step = stepOf(u, v);
  if (step) return (step.into.get(i) || []).map((link) => V[u].labels[link[0]]);
  return u !== v && reaches(v, u) ? [...way(u, v).ancestors(v, i).keys()].map((j) => V[u].labels[j]) : [];
}
// Those a paragraph has but a clause of.
function clauses(u, v, i) {
  const step = stepOf(u, v);
  const named = (j, bits) => (relations(bits).includes('clause') ? [V[u].labels[j]] : []);
  if (step) return (step.into.get(i) || []).flatMap((link) => named(link[0], link[2]));
  return u !== v && reaches(v, u) ? [...way(u, v).ancestors(v, i)].flatMap(([j, bits]) => named(j, bits)) : [];
}
function news(u, v, j) {
  const step = stepOf(u, v);
  return step ? (step.from.get(j) || []).map((link) => V[v].labels[link[1]]) : [];
}
function relationsOf(u, v, i) {
  const step = stepOf(u, v);
  if (!step) {
    const kin = u !== v && reaches(v, u) ? way(u, v).ancestors(v, i) : new Map();
    return kin.size ? relations([...kin.values()].reduce((a, b) => a | b, 0)) : ['new'];
  }
  const links = step.into.get(i) || [];
  return links.length ? relations(links.reduce((bits, link) => bits | link[2], 0)) : ['new'];
}
// Beside the text stands what a reader should not miss: substantive changes and those with a signal.
function notes(el) {
  const lines = all('.changes > li', el).filter((line) => line.querySelector('i') || line.dataset.heavy !== undefined);
  const agreed = el.querySelector('.agreed');
  if (!lines.length && !agreed) return;
  const margin = make('ul', { class: 'margin' });
  if (agreed) { margin.append(make('li', { class: 'agreed' }, agreed.textContent)); agreed.remove(); }
  const brackets = new Map();
  for (const line of lines) {
    const names = all('i', line).map((signal) => make('span', { class: 'signal' }, signal.textContent));
    const words = all('s, u', line).map((word) => word.cloneNode(true));
    // Brackets that open or close say no more one by one than counted.
    const bare = words.every((word) => /^[\s[\]()]*$/.test(word.textContent)) && names.map((name) => name.textContent).join();
    if (bare && brackets.has(bare)) { brackets.get(bare).push(line.value); continue; }
    const go = make('a', { href: `#${el.id}/${line.value}` }, ...(names.length ? names : [say('cls.substantive')]));
    const entry = make('li', {}, go, ' ', ...words.flatMap((word) => [word, ' ']));
    if (bare) brackets.set(bare, [entry, line.value]);
    margin.append(entry);
  }
  for (const [entry, ...values] of brackets.values()) if (values.length > 1) entry.append(`× ${values.length}`);
  el.append(margin);
}
function wayList(u, v) {
  const through = way(u, v);
  const key = pairKey(u, v);
  const items = [];
  const step = { changes: 0, substantive: 0 };
  const stays = new Map();
  const absent = new Map();
  V[v].labels.forEach((_, i) => {
    for (const [j, bits] of through.ancestors(v, i)) if (!relations(bits).includes('moved')) stays.set(j, i);
  });
  const reached = new Set(V[v].labels.flatMap((_, i) => [...through.ancestors(v, i).keys()]));
  let behind = -1;
  V[u].labels.forEach((_, j) => {
    if (stays.has(j)) { behind = stays.get(j); return; }
    if (reached.has(j)) return;
    if (!absent.has(behind)) absent.set(behind, []);
    absent.get(behind).push(j);
  });
  const gone = (behindOf) => (absent.get(behindOf) || []).forEach((j) => items.push(goneItem(u, v, j, key)));
  gone(-1);
  const heads = headings(v);
  V[v].labels.forEach((_, i) => {
    const item = wayItem(u, v, i, key, through, heads.get(i) || []);
    const numbers = new Set(item.list.filter((p) => p.k === 'ins' || p.k === 'del').map((p) => p.c));
    step.changes += item.fresh ? 0 : numbers.size;
    step.substantive += item.fresh ? 0 : new Set(item.list.filter((p) => (p.k === 'ins' || p.k === 'del') && p.cls === 'substantive').map((p) => p.c)).size;
    items.push(item);
    gone(i);
  });
  const { section, host } = sectionOf(u, v, step.changes, step.substantive, say('composed'));
  return { section, list: new List(host, items) };
}
function headings(v, tag = 'h4') {
  const found = new Map();
  let heads = [];
  for (const part of teller(v).parts) {
    if (part.kind === 'heading') heads.push(part.element());
    else if (part.fresh) { if (heads.length) found.set(part.at, heads.map((h) => make(tag, { class: 'doc', dir: 'auto' }, h.textContent))); heads = []; }
  }
  return found;
}
function side(v, i, id, extra = []) {
  return make('p', { class: 'side' }, make('a', { class: 'label', href: `#${id}` }, V[v].labels[i]), ...extra);
}
function wayItem(u, v, i, key, through, heads) {
  const kin = through.ancestors(v, i);
  const fresh = !kin.size;
  const list = fresh ? [{ k: 'ins', t: textOf(v, i), cls: 'substantive', c: 0 }] : through.pieces(i);
  const names = fresh ? ['new'] : relations([...kin.values()].reduce((a, b) => a | b, 0)).filter((name) => TOLD.includes(name));
  const build = () => {
    const id = slug(`${key}/${V[v].labels[i]}`);
    const from = [...kin.keys()].filter((j) => V[u].labels[j] !== V[v].labels[i]).map((j) => make('i', {}, say(relations(kin.get(j)).includes('clause') ? 'clause_of' : 'was', { label: V[u].labels[j] })));
    const body = make('div', { class: 'body' }, make('p', { class: 'text' }, marked(list)));
    if (fresh) all('ins', body).forEach((mark) => mark.classList.add('whole'));
    const changes = details(list);
    if (changes) body.append(changes);
    const note = agreedOf(v, i);
    const margin = note ? make('ul', { class: 'margin' }, make('li', { class: 'agreed' }, note)) : null;
    return make('div', { class: `block d${V[v].depths[i]}${fresh ? ' is-new' : ''}`, id, 'data-i': String(i) },
      side(v, i, id, [...from.flatMap((part) => [' ', part]), ...names.map((name) => make('span', { class: `badge b-${name}` }, say(`rel.${name}`)))]), body, margin);
  };
  const loud = names.length || list.some((piece) => piece.k !== 'same');
  return new Item(build, {
    heads, u, v, i, j: -1, key, list, fresh, title: V[v].labels[i], quiet: () => !loud,
    text: () => list.map((piece) => piece.t).join(''),
    labels: () => [V[v].labels[i], ...olds(u, v, i)], relations: () => relationsOf(u, v, i),
    facts: () => ({ classes: new Set(list.filter((piece) => piece.k !== 'same').map((piece) => (piece.k === 'came' || piece.k === 'went' ? 'transfer' : piece.cls || 'substantive'))), signals: new Set() }),
  });
}
function details(list) {
  const lines = new Map();
  for (const piece of list) {
    if (piece.k === 'same' || !piece.c) continue;
    if (!lines.has(piece.c)) lines.set(piece.c, make('li', { value: String(piece.c) }, say(`cls.${piece.cls === 'came' ? 'transfer' : piece.cls}`), ': '));
    const short = piece.t.trim().split(/\s+/);
    lines.get(piece.c).append(make(isNew(piece) ? 'u' : 's', {}, short.slice(0, 4).join(' ') + (short.length > 4 ? ' …' : '')), ' ');
  }
  if (!lines.size) return null;
  return make('details', { class: 'proof' }, make('summary', {}, say('proof')), make('ol', { class: 'changes' }, ...lines.values()));
}
function goneItem(u, v, j, key) {
  const label = V[u].labels[j];
  const list = [{ k: 'del', t: textOf(u, j), cls: 'substantive', c: 0 }];
  const build = () => {
    const id = slug(`${key}/-${label}`);
    const text = make('p', { class: 'text' }, marked(list));
    all('del', text).forEach((mark) => mark.classList.add('whole'));
    return make('div', { class: `block d${V[u].depths[j]} is-dropped`, id, 'data-o': String(j) },
      side(u, j, id, [' ', make('span', { class: 'badge b-dropped' }, say('rel.dropped'))]), make('div', { class: 'body' }, text));
  };
  return new Item(build, {
    u, v, i: -1, j, key, list, title: label, quiet: () => false, text: () => textOf(u, j), labels: () => [label], relations: () => ['dropped'],
    facts: () => ({ classes: new Set(['substantive']), signals: new Set() }),
  });
}

// ---- evidence of a paragraph, when it is asked for
function evidence(block, v, i) {
  const source = block.querySelector(':scope > .body > .proof');
  if (!source) return [];
  const parts = [...source.children].filter((part) => part.tagName !== 'SUMMARY').map((part) => part.cloneNode(true));
  parts.forEach((part) => dress(part, v, i));
  const button = pageButton(v, i);
  return button ? [...parts, button] : parts;
}
function dress(part, v, i) {
  if (part.matches('.raw[data-raw]') && !part.textContent) part.textContent = rawText(part.dataset.raw, textOf(v, i));
  if (part.matches('.raw')) { part.tabIndex = 0; part.setAttribute('role', 'group'); part.setAttribute('aria-label', say('raw_text')); }
}
// The text as it was read: where its lines broke.
function rawText(breaks, text) {
  const bar = breaks.lastIndexOf('|');
  let out = breaks.slice(0, bar);
  let at = 0;
  for (const mark of breaks.slice(bar + 1).split(' ').filter(Boolean)) {
    const place = Math.abs(Number(mark));
    out += text.slice(at, place) + (mark[0] === '-' ? '-\n' : '\n');
    at = mark[0] === '-' ? place : place + 1;
  }
  return out + text.slice(at);
}

// ---- synopsis
const synopsis = { columns: [], list: null };
function columnsShown() { return all('[data-column]').filter((box) => box.checked).map((box) => Number(box.dataset.column)); }
function weave() {
  const columns = columnsShown();
  if (synopsis.list && columns.join() === synopsis.columns.join()) return;
  synopsis.columns = columns;
  all('.heads .col').forEach((head, v) => { head.hidden = !columns.includes(v); });
  const heads = headings(V.length - 1, 'h3');
  const shown = V.map(() => new Set());
  const items = [];
  D.rows.forEach((row) => {
    if (!columns.some((v) => row[3 + v].length)) return;
    const ids = columns.map((v) => row[3 + v].map((i) => { const first = !shown[v].has(i); shown[v].add(i); return first; }));
    items.push(rowItem(row, columns, ids, row[0] === V.length - 1 ? heads.get(row[1]) || [] : []));
  });
  synopsis.list = new List($('synopsis-body'), items);
}
function rowItem(row, columns, ids, heads) {
  const build = () => make('article', { class: `row d${V[row[0]].depths[row[1]]}`, 'aria-label': V[row[0]].labels[row[1]] },
    ...columns.map((v, at) => column(row, columns, at, v, ids[at])));
  let quiet;
  return new Item(build, {
    heads, row, title: V[row[0]].labels[row[1]],
    quiet: () => { if (quiet === undefined) quiet = still(row, columns); return quiet; },
    text: () => columns.flatMap((v) => row[3 + v].map((i) => textOf(v, i))).join(' '),
    labels: () => V.flatMap((version, v) => row[3 + v].map((i) => version.labels[i])),
    relations: () => columns.flatMap((v, at) => row[3 + v].flatMap((i) => (at && row[3 + columns[at - 1]].length ? relationsOf(columns[at - 1], v, i) : fate(row, columns, at)))),
    facts: () => rowFacts(row, columns),
  });
}
// Classes and signals of what the columns that are seen show of a row.
function rowFacts(row, columns) {
  const found = { classes: new Set(), signals: new Set() };
  columns.forEach((v, at) => row[3 + v].forEach((i) => {
    const facts = at && row[3 + columns[at - 1]].length ? factsOf(columns[at - 1], v, i) : { classes: fate(row, columns, at).includes('new') ? ['substantive'] : [], signals: [] };
    for (const name of ['classes', 'signals']) facts[name].forEach((value) => found[name].add(value));
  }));
  return found;
}
const NONE = { classes: [], signals: [] };
function factsOf(u, v, i) {
  const step = between(u, v);
  return step ? partOf(step, i).facts : reaches(v, u) ? way(u, v).facts(v, i) : NONE;
}
// Nothing happens in this row in the columns that are seen.
function still(row, columns) {
  return columns.every((v, at) => {
    const mine = row[3 + v];
    if (mine.length !== 1) return false;
    if (!at) return true;
    const u = columns[at - 1];
    return row[3 + u].length === 1 && !relationsOf(u, v, mine[0]).some((name) => TOLD.includes(name) || name === 'new') && sameText(u, row[3 + u][0], v, mine[0]);
  });
}
// Two paragraphs with the same text: told by their marks and prints where they can tell, so that few are opened.
function sameText(u, j, v, i) {
  const step = between(u, v);
  if (step) return !partOf(step, i).marked;
  if (print(u, j) !== print(v, i)) return false;
  return (reaches(v, u) && way(u, v).facts(v, i).classes.size === 0) || textOf(u, j) === textOf(v, i);
}
function fate(row, columns, at) {
  if (at < columns.length - 1 && !row[3 + columns[at + 1]].length) return ['dropped'];
  if (at && !row[3 + columns[at - 1]].length) return ['new'];
  return [];
}
function column(row, columns, at, v, firsts) {
  const mine = row[3 + v];
  const box = make('div', { class: `col c${v}${mine.length ? '' : ' void'}`, 'data-name': V[v].name });
  if (!mine.length) box.append(make('p', { class: 'nothing' }, say('not_here')));
  mine.forEach((i, k) => box.append(cell(row, columns, at, v, i, firsts[k])));
  return box;
}
function cell(row, columns, at, v, i, first) {
  const u = at ? columns[at - 1] : -1;
  const block = blockOf(v, i);
  const id = address(v, i);
  const fates = fate(row, columns, at);
  const compared = u >= 0 && !fates.includes('new') && order(u, v);
  const from = compared ? olds(u, v, i) : [];
  const names = [...(compared ? relationsOf(u, v, i).filter((name) => TOLD.includes(name)) : []), ...fates];
  const tag = make('p', { class: 'tag' }, make('a', { class: 'label', href: `#${id}` }, make('span', { class: 'sr' }, `${V[v].name} `), V[v].labels[i]), ' ',
    ...from.filter((label) => label !== V[v].labels[i]).map((label) => make('span', { class: 'from' }, say(clauses(u, v, i).includes(label) ? 'clause_of' : 'was', { label }))),
    ...names.flatMap((name) => [' ', make('span', { class: `badge b-${name}` }, say(`rel.${name}`))]));
  const status = block && block.querySelector('.b-status');
  if (status) tag.append(status.cloneNode(true));
  const box = make('div', { class: `cell${fates.map((name) => ` is-${name}`).join('')}`, id: first ? id : undefined }, tag);
  let text = make('p', { class: 'text' }, textOf(v, i));
  if (compared && from.length) text = told(u, v, i).marks;
  else if (fates.includes('new')) text = make('p', { class: 'text' }, make('ins', { class: 'whole', 'data-c': '0' }, textOf(v, i)));
  if (V[v].lang) text.lang = V[v].lang;
  text.dir = V[v].dir;
  all('[id]', text).forEach((mark) => mark.removeAttribute('id'));
  const same = compared && from.length && !fates.length && !all('ins, del', text).some((mark) => !QUIET.includes(classOf(mark)));
  box.append(same ? make('details', { class: 'same' }, make('summary', {}, say('same_words')), text) : text);
  const note = agreedOf(v, i);
  if (note) box.append(make('p', { class: 'agreed' }, note));
  const proof = make('details', { class: 'proof' }, make('summary', {}, say('proof'), make('span', { class: 'sr' }, ` ${V[v].name} ${V[v].labels[i]}`)));
  proof.lazy = () => evidence(u >= 0 && between(u, v) ? partOf(between(u, v), i).element() : block, v, i);
  box.append(proof);
  return box;
}
document.addEventListener('toggle', (event) => {
  const proof = event.target;
  if (!proof.open || !proof.matches || !proof.matches('.proof')) return;
  if (proof.lazy) { proof.append(...proof.lazy()); proof.lazy = null; return; }
  const item = proof.closest('.block')?.item;
  if (item && item.i >= 0) all('.raw', proof).forEach((part) => dress(part, item.v, item.i));
  const button = item && item.i >= 0 && !proof.querySelector('.to-page') && pageButton(item.v, item.i);
  if (button) proof.append(button);
}, true);
