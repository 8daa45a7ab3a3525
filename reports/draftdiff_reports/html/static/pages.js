'use strict';
// Two versions as they were printed, side by side: what stands in the middle of one is brought into the middle of the other.
let printed = null;
const sheetsOf = (v) => { printed ??= $('page-images') ? JSON.parse($('page-images').textContent) : {}; return printed[v] || []; };
const pane = { old: null, new: null };
class Pane {
  constructor(side) {
    this.side = side;
    this.host = $(`pane-${side}`);
    this.v = -1;
    this.near = new IntersectionObserver((seen) => seen.forEach((one) => this.paint(one.target, one.isIntersecting)), { root: this.host, rootMargin: '100% 0px' });
    // The pane a person moves leads; the other follows and answers nothing.
    for (const event of ['pointerdown', 'wheel', 'keydown', 'focusin', 'touchstart']) this.host.addEventListener(event, () => { leads = this; }, { passive: true });
    this.host.addEventListener('scroll', () => { if (leads === this) follow2(this); }, { passive: true });
  }
  show(v) {
    if (this.v === v) return;
    this.v = v;
    this.near.disconnect();
    this.boxes = new Map();
    const pages = sheetsOf(v);
    this.host.replaceChildren(...pages.map((page) => this.sheet(page)));
    if (!pages.length) this.host.append(make('p', { class: 'nothing' }, say('no_pages')));
    all('svg', this.host).forEach((sheet) => this.near.observe(sheet));
  }
  sheet(page) {
    const el = svg('svg', { class: 'sheet', viewBox: `0 0 ${page.w} ${page.h}`, role: 'group', 'aria-label': `${V[this.v].name}, ${say('page', { n: page.n })}` });
    el.page = page;
    for (const [i, x0, top, x1, bottom] of page.boxes) {
      const link = svg('a', { href: `#${address(this.v, i)}`, 'aria-label': `${V[this.v].name} ${V[this.v].labels[i]}` }, svg('rect', { x: x0 - 3, y: top - 3, width: x1 - x0 + 6, height: bottom - top + 6, rx: 2 }));
      link.i = i;
      if (!this.boxes.has(i)) this.boxes.set(i, []);
      this.boxes.get(i).push(link);
      el.append(link);
    }
    return el;
  }
  // Only pages near the window hold their image.
  paint(sheet, near) {
    const image = sheet.querySelector('image');
    if (near && !image) sheet.prepend(svg('image', { href: `data:image/webp;base64,${sheet.page.image}`, width: sheet.page.w, height: sheet.page.h }));
    else if (!near && image) image.remove();
  }
  // The paragraph in the middle of the pane, and how far into it the middle is.
  get middle() {
    const box = this.host.getBoundingClientRect();
    const centre = box.top + box.height / 2;
    let best = null;
    for (const sheet of all('svg', this.host)) {
      const seen = sheet.getBoundingClientRect();
      if (seen.bottom < box.top || seen.top > box.bottom) continue;
      for (const link of all('a', sheet)) {
        const place = link.getBoundingClientRect();
        const far = Math.max(place.top - centre, centre - place.bottom, 0);
        if (!best || far < best.far) best = { far, i: link.i, into: Math.min(Math.max((centre - place.top) / (place.height || 1), 0), 1) };
      }
    }
    return best;
  }
  bring(i, into = 0.5) {
    const [link] = this.boxes.get(i) || [];
    if (!link) return;
    all('.here', this.host).forEach((part) => part.classList.remove('here'));
    this.boxes.get(i).forEach((part) => part.classList.add('here'));
    const box = this.host.getBoundingClientRect(), place = link.getBoundingClientRect();
    this.host.scrollTop += place.top + into * place.height - (box.top + box.height / 2);
  }
}
let leads = null;
let followed = 0;
function counterparts(from, i) {
  const [mine, other] = [from.v, from === pane.old ? pane.new.v : pane.old.v];
  if (mine === other) return [i];
  const row = D.rows[rowOf[mine].get(i)];
  return row ? row[3 + other] : [];
}
function follow2(from) {
  if (followed) return;
  followed = requestAnimationFrame(() => {
    followed = 0;
    const there = from.middle;
    if (!there) return;
    const other = from === pane.old ? pane.new : pane.old;
    // What stands beside a new paragraph is what stands beside the one before it.
    let at = there.i;
    while (at > 0 && !counterparts(from, at).length) at -= 1;
    const [to] = counterparts(from, at);
    all('.here', from.host).forEach((part) => part.classList.remove('here'));
    (from.boxes.get(there.i) || []).forEach((part) => part.classList.add('here'));
    if (to !== undefined) other.bring(to, at === there.i ? there.into : 1);
  });
}
function showPages() {
  if (!pane.old) {
    for (const side of ['old', 'new']) {
      pane[side] = new Pane(side);
      $(`pages-${side}`).addEventListener('change', () => { pane[side].show(Number($(`pages-${side}`).value)); if (leads) follow2(leads); });
    }
    const [u, v] = redline.list && redline.u !== redline.v ? [redline.u, redline.v] : newestPair();
    $('pages-old').value = String(u); $('pages-new').value = String(v);
    pane.old.show(u); pane.new.show(v);
    leads = pane.new;
  }
}
// From the evidence of a paragraph to its page.
function pageButton(v, i) {
  if (!sheetsOf(v).some((page) => page.boxes.some((box) => box[0] === i))) return null;
  const button = make('button', { type: 'button', class: 'to-page' }, say('show_page'));
  button.addEventListener('click', () => {
    history.pushState(null, '', '#pages');
    show($('pages'));
    const side = pane.old.v === v ? 'old' : 'new';
    if (pane[side].v !== v) { $(`pages-${side}`).value = String(v); pane[side].show(v); }
    leads = pane[side];
    pane[side].bring(i);
    follow2(pane[side]);
    $('pages').scrollIntoView({ block: 'start' });
    pane[side].host.focus({ preventScroll: true });
  });
  return button;
}
