/* The projector: full screen with F or a double click, no idle cursor, and a computer that does not fall asleep. */
(() => {
  'use strict';

  const page = document.documentElement;
  const meta = document.querySelector('meta[name="kiosk-live"]');
  const idle = Number((/(?:^|\s)idle:(\d+)/.exec(meta ? meta.content : '') || [])[1] || 3000);
  let timer;

  function toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (page.requestFullscreen) page.requestFullscreen().catch(() => { /* the browser said no: nothing to do */ });
  }

  /** Hide the cursor when it has not moved for a while; the stylesheet does the hiding. */
  function stir() {
    page.classList.remove('cursor-idle');
    clearTimeout(timer);
    timer = setTimeout(() => page.classList.add('cursor-idle'), idle);
  }

  /** Keep the picture lit. Browsers let go of the lock whenever the page is hidden, so ask again each time it shows. */
  function stayAwake() {
    if (document.hidden || !navigator.wakeLock) return;
    navigator.wakeLock.request('screen').catch(() => { /* low battery or not allowed: the meeting goes on */ });
  }

  document.addEventListener('keydown', (event) => {
    if (event.repeat || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'f' || event.key === 'F') toggleFullscreen();
  });
  document.addEventListener('dblclick', toggleFullscreen);
  document.addEventListener('visibilitychange', stayAwake);
  ['pointermove', 'pointerdown'].forEach((what) => document.addEventListener(what, stir));

  stayAwake();
  stir();
})();
