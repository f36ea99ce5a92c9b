/*
 * Wishes on the wall: new ones fade in, those that change places glide there, and more than have room stand on pages that
 * turn slowly. What somebody is reading stays: a new order shows at the next turn, only what is taken away goes at once.
 * Without this script the first page stands still, and says how many more there are on the phones.
 */
(() => {
  'use strict';

  const STAY = 15000; // ms that a page stands
  const main = document.getElementById('main');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const boxes = new Map(); // by box: its page, the wishes on it, when it was turned to, and where wishes stood

  const wishes = (box) => [...box.querySelectorAll('[data-wish]')];
  const on = (box, page) => wishes(box).filter((one) => Number(one.dataset.page) === page).map((one) => one.dataset.wish);
  const last = (box) => Math.max(0, ...wishes(box).map((one) => Number(one.dataset.page)));

  function move(element, frames, duration) {
    if (!calm.matches && element.animate) element.animate(frames, { duration, easing: 'ease-out' });
  }

  /** Show what stands on the page that was turned to last, whatever has come or changed places since. */
  function draw(box, state) {
    const turns = last(box) > 0;
    const known = new Set(state.shown);
    wishes(box).forEach((one) => { one.hidden = turns && !known.has(one.dataset.wish); });
    const sign = box.querySelector('[data-turning]');
    if (sign && turns) sign.textContent = `${state.page + 1} / ${last(box) + 1}`;
  }

  function turn(box, state, page) {
    state.page = page;
    state.shown = on(box, page);
    state.turned = performance.now();
    draw(box, state);
  }

  /** Take a new picture: a newcomer fades in, a neighbour glides, and a page of several stays as it is. */
  function take(box) {
    const state = boxes.get(box.dataset.box) || { page: 0, shown: [], turned: performance.now(), places: null };
    const fresh = !state.places;
    boxes.set(box.dataset.box, state);
    const left = wishes(box).filter((one) => state.shown.includes(one.dataset.wish));
    const wasOne = state.last === 0;
    state.last = last(box);
    if (!last(box) || !left.length || wasOne) turn(box, state, Math.min(state.page, last(box)));
    else { state.page = Math.min(state.page, last(box)); draw(box, state); }
    const before = state.places || new Map();
    note(box, state);
    state.places.forEach((place, id) => {
      const one = box.querySelector(`[data-wish="${CSS.escape(id)}"]`);
      const was = before.get(id);
      if (fresh || one.hidden) return;
      if (!was) move(one, [{ opacity: 0 }, { opacity: 1 }], 1200);
      else if (was.x !== place.x || was.y !== place.y) {
        move(one, [{ transform: `translate(${was.x - place.x}px, ${was.y - place.y}px)` }, { transform: 'none' }], 900);
      }
    });
  }

  function note(box, state) {
    state.places = new Map(wishes(box).filter((one) => !one.hidden).map((one) => [one.dataset.wish, { x: one.offsetLeft, y: one.offsetTop }]));
  }

  function tick() {
    document.querySelectorAll('[data-box]').forEach((box) => {
      const state = boxes.get(box.dataset.box);
      if (!state || !last(box) || performance.now() - state.turned < STAY) return;
      turn(box, state, state.page < last(box) ? state.page + 1 : 0);
      note(box, state);
      const list = box.querySelector('ul');
      move(list, [{ opacity: 0 }, { opacity: 1 }], 900);
    });
  }

  const takeAll = () => document.querySelectorAll('[data-box]').forEach(take);
  // Before the browser paints: a new picture never flashes its first page.
  new MutationObserver(takeAll).observe(main, { childList: true });
  addEventListener('resize', () => document.querySelectorAll('[data-box]').forEach((box) => {
    const state = boxes.get(box.dataset.box);
    if (state) note(box, state);
  }));
  setInterval(tick, 500);
  takeAll();
})();
