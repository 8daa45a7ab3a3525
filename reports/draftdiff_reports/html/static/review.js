'use strict';
// What a person decides about changes and links: kept in this browser, saved as one file (draftdiff.decisions/1),
// given back with `draftdiff compare --decisions FILE`. Nothing leaves the file by itself.
const STORE = `draftdiff ${V.map((version) => version.prints.slice(0, 12)).join(' ')}`;
const decided = new Map();
const print = (v, i) => V[v].prints.slice(12 * i, 12 * i + 12);
// One decision of a kind about one thing; marks of class and of acceptance exclude each other.
const KIND = { accept: 'verdict', reject: 'verdict' };
const keyOf = (d) => [KIND[d.what] || d.what, d.old_version, d.old, d.new_version, d.new, d.change ? `${d.change.old}|${d.change.new}` : ''].join('\n');
function keep() {
  try { localStorage.setItem(STORE, JSON.stringify([...decided.values()])); } catch { /* a browser may forbid it: then the file is the memory */ }
  $('decided').textContent = decided.size ? say('decided_n', { n: decided.size }) : '';
}
function recall() {
  let found = [];
  try { found = JSON.parse(localStorage.getItem(STORE) || '[]'); } catch { /* damaged or forbidden */ }
  for (const d of [...D.decided, ...(Array.isArray(found) ? found : [])]) if (d && d.what) decided.set(keyOf(d), d);
}
function about(item, piece) {
  const { u, v } = item;
  const links = item.i >= 0 ? olds(u, v, item.i) : [V[u].labels[item.j]];
  const old = item.i < 0 ? V[u].labels[item.j] : links[piece && piece.l ? piece.l : 0] || '';
  const made = { old_version: V[u].id, new_version: V[v].id, old, new: item.i >= 0 ? V[v].labels[item.i] : '' };
  if (old) made.old_fingerprint = print(u, V[u].places.get(old));
  if (made.new) made.new_fingerprint = print(v, item.i);
  if (piece) made.change = { old: piece.old, new: piece.new };
  return made;
}
const today = () => { const now = new Date(); return new Date(now - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10); };
function decide(target, what, value) {
  const d = { what, ...target, ...(value ? { value } : {}), by: $('reviewer').value.trim(), date: today() };
  const key = keyOf(d);
  const before = decided.get(key);
  if ((before && before.what === what && (before.value || '') === (value || '') && what !== 'comment') || (what === 'comment' && !value)) decided.delete(key);
  else decided.set(key, d);
  keep();
}
const standing = (target, what) => decided.get(keyOf({ what, ...target }));

const piecesOf = (item) => item.list || pieces(partOf(between(item.u, item.v), item.i));
// Changes of a paragraph, as they are numbered in its text.
function changesOf(item) {
  const list = piecesOf(item);
  const found = new Map();
  let link = 0;
  for (const piece of list) {
    if (piece.k === 'same') { link = piece.l || 0; continue; }
    if (!piece.c) continue;
    if (!found.has(piece.c)) found.set(piece.c, { c: piece.c, old: '', new: '', l: link, far: piece.k === 'came' || piece.k === 'went' });
    found.get(piece.c)[isNew(piece) ? 'new' : 'old'] += piece.t;
  }
  return [...found.values()].filter((change) => !change.far);
}
const brief = (words) => { const those = words.trim().split(/\s+/); return those.slice(0, 3).join(' ') + (those.length > 3 ? ' …' : ''); };
function bench(item) {
  const name = item.title;
  const box = make('fieldset', { class: 'desk-of' }, make('legend', {}, say('review_of', { label: name })));
  const line = (words, target, buttons) => {
    const row = make('div', { class: 'line' }, make('b', {}, words));
    const remark = make('input', { class: 'remark', 'aria-label': `${say('comment')}: ${words} ${name}`, placeholder: say('comment'), value: standing(target, 'comment')?.value || '' });
    const said = make('span', { class: 'said' });
    const refresh = () => {
      all('button', row).forEach((button) => {
        const now = standing(target, button.what);
        button.setAttribute('aria-pressed', String(Boolean(now && now.what === button.what && (!button.is || now.value === button.is))));
      });
      const note = standing(target, 'comment');
      said.textContent = note && note.by ? say('by_person', { by: note.by, date: note.date }) : '';
      verdicts(item);
    };
    for (const [what, text, value] of buttons) {
      const button = make('button', { type: 'button', 'aria-label': `${text}: ${words} ${name}` }, text);
      button.what = what; button.is = value;
      button.addEventListener('click', () => { decide(target, what, value); refresh(); });
      row.append(button);
    }
    remark.addEventListener('change', () => { decide(target, 'comment', remark.value.trim()); refresh(); });
    row.append(remark, said);
    box.append(row);
    refresh();
  };
  const all4 = [['seen', say('seen')], ['class', say('as_editorial'), 'editorial'], ['class', say('as_substantive'), 'substantive'], ['accept', say('accept')], ['reject', say('reject')]];
  const changes = item.i >= 0 && relationsOf(item.u, item.v, item.i)[0] !== 'new' ? changesOf(item) : [];
  changes.forEach((change) => line(`${change.c}. ${brief(change.new) || brief(change.old)}`, about(item, change), all4));
  if (!changes.length) line(say('whole'), about(item), [['seen', say('seen')], ['accept', say('accept')], ['reject', say('reject')]]);
  if (item.i >= 0 && stepOf(item.u, item.v)) links(item, box, line);
  return box;
}
// A link can be forbidden, or another paragraph named that the text comes from.
function links(item, box, line) {
  const name = item.title;
  for (const old of olds(item.u, item.v, item.i)) {
    const target = { ...about(item), old, old_fingerprint: print(item.u, V[item.u].places.get(old)) };
    line(say('link_to', { old, new: name }), target, [['forbid', say('forbid_link')]]);
  }
  const input = make('input', { class: 'remark', 'aria-label': `${say('correct_link')}: ${name}`, list: undefined });
  const set = make('button', { type: 'button', 'aria-label': `${say('correct_link')} ${name}` }, say('correct_link'));
  const told = make('output', { 'aria-live': 'polite' });
  set.addEventListener('click', () => {
    const wanted = V[item.u].labels.find((label) => bare(label) === bare(input.value));
    if (!wanted) { told.textContent = say('no_paragraph'); return; }
    decide({ ...about(item), old: wanted, old_fingerprint: print(item.u, V[item.u].places.get(wanted)) }, 'pin');
    told.textContent = `${say('link_to', { old: wanted, new: name })}. ${say('applied_later')}`;
  });
  box.append(make('div', { class: 'line' }, set, input, told));
}
function verdicts(item) {
  if (!item.el) return;
  const changes = item.i >= 0 ? changesOf(item) : [];
  for (const mark of all('.text [data-c]', item.el)) {
    const change = changes.find((one) => String(one.c) === mark.dataset.c);
    const d = mark.dataset.c === '0' ? standing(about(item), 'accept') : change && standing(about(item, change), 'accept');
    mark.classList.toggle('accepted', d?.what === 'accept');
    mark.classList.toggle('rejected', d?.what === 'reject');
  }
}
document.addEventListener('toggle', (event) => {
  const proof = event.target;
  if (!proof.open || !proof.matches || !proof.matches('#redline-body .proof') || proof.querySelector('.desk-of')) return;
  const item = proof.closest('.block')?.item;
  if (item && item.u !== item.v) proof.append(bench(item));
}, true);

// ---- files
function save(name, text, type) {
  const link = make('a', { href: URL.createObjectURL(new Blob([text], { type })), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
$('export-decisions').addEventListener('click', () => {
  save('decisions.json', `${JSON.stringify({ schema: 'draftdiff.decisions/1', decisions: [...decided.values()] }, null, 2)}\n`, 'application/json');
});
// The newer text with what was rejected taken back: words, new paragraphs, and paragraphs that were dropped.
function resulting(list) {
  const lines = [];
  for (const item of list.items) {
    if (item.ghost) continue;
    const label = item.title;
    const verdict = standing(about(item), 'accept')?.what;
    const isFresh = item.i >= 0 && relationsOf(item.u, item.v, item.i)[0] === 'new';
    if (item.i < 0) { if (verdict === 'reject') lines.push(`${label}  ${textOf(item.u, item.j)}`); continue; }
    if (isFresh) { if (verdict !== 'reject') lines.push(`${label}  ${textOf(item.v, item.i)}`); continue; }
    const rejected = new Set(changesOf(item).filter((change) => standing(about(item, change), 'reject')?.what === 'reject').map((change) => change.c));
    const text = piecesOf(item).filter((piece) => (rejected.has(piece.c) && piece.k !== 'same' ? !isNew(piece) : isNew(piece))).map((piece) => piece.t).join('');
    lines.push(`${label}  ${text}`);
  }
  return `${lines.join('\n\n')}\n`;
}
$('export-text').addEventListener('click', () => { if (redline.list && redline.u !== redline.v) save('text.txt', resulting(redline.list), 'text/plain'); });
recall();
keep();
