/* The projector: full screen with F or a double click, no idle cursor, a computer that does not fall asleep, countdowns. */
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

  /*
   * Countdowns: to the moment in data-until, by the server's clock, for a projector's own is often wrong. The moment is
   * the truth and every tick is worked out anew, so a computer that has slept is right again at its next tick.
   */
  const pace = 250;
  let ahead = 0; // milliseconds that the server's clock is ahead of ours
  let asked = -Infinity;
  let ticked = performance.now();

  async function askTime() {
    asked = performance.now();
    const sent = Date.now();
    try {
      const reply = await fetch('/clock', { mode: 'same-origin', cache: 'no-store' });
      const now = Number(await reply.text());
      if (reply.ok && now > 0) ahead = now - (sent + Date.now()) / 2;
    } catch { asked = -Infinity; /* no network: our own clock until it is back */ }
  }

  const two = (n) => String(n).padStart(2, '0');
  function spoken(seconds) {
    const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
    return (hours ? `${hours}:${two(minutes)}` : String(minutes)) + `:${two(seconds % 60)}`;
  }

  function tick() {
    const now = performance.now();
    const slept = now - ticked > 20 * pace;
    ticked = now;
    const running = document.querySelectorAll('[data-until]');
    if (running.length && (slept || now - asked > 300000)) askTime();
    running.forEach((el) => {
      const seconds = Math.max(0, Math.ceil((Number(el.dataset.until) - Date.now() - ahead) / 1000));
      const text = spoken(seconds);
      if (el.textContent !== text) el.textContent = text;
      el.hidden = seconds === 0;
      document.querySelectorAll(`[data-over="${el.dataset.until}"]`).forEach((over) => { over.hidden = seconds > 0; });
    });
  }

  document.addEventListener('kiosk:frame', tick);
  document.addEventListener('visibilitychange', () => { asked = -Infinity; tick(); });
  setInterval(tick, pace);
  tick();

  stayAwake();
  stir();
})();
