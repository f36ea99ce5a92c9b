/*
 * Countdowns on wall and console: to the moment in data-until or data-timer, by the server's clock, for a computer's own
 * is often wrong. The moment is the truth and every tick is worked out anew, so a computer that has slept is right again
 * at its next tick.
 */
(() => {
  'use strict';

  const pace = 250;
  let ahead = 0; // milliseconds that the server's clock is ahead of ours
  let asked = -Infinity;
  let ticked = performance.now();
  const seen = { until: '', left: 0 }; // the timer as it was at the last tick

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

  const left = (until) => Math.max(0, (Number(until) - Date.now() - ahead) / 1000);
  function say(el, text) { if (el.textContent !== text) el.textContent = text; }

  /** A countdown to a time of day: gone when it is over, and then what stands in data-over comes. */
  function count(el) {
    const seconds = Math.ceil(left(el.dataset.until));
    say(el, spoken(seconds));
    el.hidden = seconds === 0;
    document.querySelectorAll(`[data-over="${el.dataset.until}"]`).forEach((over) => { over.hidden = seconds > 0; });
  }

  /** A timer: stays when it is over, and has words for each of its phases. */
  function time(box, slept) {
    const rest = left(box.dataset.timer);
    const seconds = Math.ceil(rest);
    const phase = seconds === 0 ? 'over' : seconds <= Number(box.dataset.nearly) ? 'near' : 'run';
    box.dataset.phase = phase;
    box.querySelectorAll('[data-left]').forEach((el) => { say(el, spoken(seconds)); el.hidden = false; });
    box.querySelectorAll('[data-in-phase]').forEach((el) => { el.hidden = el.dataset.inPhase !== phase; });
    box.querySelectorAll('progress').forEach((el) => { el.value = rest; });
    const same = seen.until === box.dataset.timer;
    // Said once, as it happens: not to who opens the page afterwards, nor to a computer that slept through it.
    if (same && !slept && seen.left > 0 && rest === 0) box.dispatchEvent(new CustomEvent('kiosk:time-up', { bubbles: true }));
    seen.until = box.dataset.timer;
    seen.left = rest;
  }

  function tick() {
    const now = performance.now();
    const slept = now - ticked > 20 * pace;
    ticked = now;
    const [dated, timed] = [document.querySelectorAll('[data-until]'), document.querySelectorAll('[data-timer]')];
    if (dated.length + timed.length && (slept || now - asked > 300000)) askTime();
    dated.forEach(count);
    timed.forEach((box) => time(box, slept));
  }

  document.addEventListener('kiosk:frame', tick);
  document.addEventListener('htmx:after:swap', tick);
  document.addEventListener('visibilitychange', () => { asked = -Infinity; tick(); });
  setInterval(tick, pace);
  tick();
})();
