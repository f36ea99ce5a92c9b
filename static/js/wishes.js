/*
 * The moderator's keys: arrows choose a wish, A approves it, P parks, M merges, H shows it large. A key clicks the button
 * or link of the chosen wish that carries it: data-item-key. What is chosen has the focus, also after a new picture.
 */
(() => {
  'use strict';

  let next = ''; // the wish to choose when the chosen one has left its place

  const items = () => Array.from(document.querySelectorAll('[data-item]')).filter((item) => item.getClientRects().length);
  const chosen = () => (document.activeElement ? document.activeElement.closest('[data-item]') : null);
  const typing = (el) => el.matches('input:not([type=hidden]),textarea,select');

  function choose(item) {
    if (!item) return;
    item.focus({ preventScroll: true });
    item.scrollIntoView({ block: 'nearest' });
  }

  function step(by) {
    const all = items();
    const at = all.indexOf(chosen());
    choose(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
  }

  function remember(item) {
    const all = items();
    const at = all.indexOf(item);
    const after = all[at + 1] || all[at - 1];
    next = after ? after.id : '';
  }

  function settle() {
    if (chosen() || !next) return;
    choose(document.getElementById(next) || items()[0]);
    next = '';
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !event.key) return;
    if (typing(event.target)) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      step(event.key === 'ArrowDown' ? 1 : -1);
      return;
    }
    const key = event.key.toLowerCase();
    const item = chosen();
    const act = item && Array.from(item.querySelectorAll('[data-item-key]')).find((el) => el.dataset.itemKey === key);
    if (!act) return;
    event.preventDefault();
    if (event.repeat) return; // a key that is held down approves one wish, not twenty
    if (key === 'a') remember(item);
    act.click();
  });

  ['kiosk:frame', 'htmx:after:swap'].forEach((what) => document.addEventListener(what, settle));
})();
