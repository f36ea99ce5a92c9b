/*
 * Kiosk in the browser: the page follows the room (live client), and a vote is never lost on the way (vote keeper).
 * Everything works without this file, as plain forms and links. No texts in here: every sentence comes from the page.
 */
/* longer because one file is one request: on a bad venue network each extra request costs more than the bytes */
(() => {
  'use strict';

  const page = document.documentElement;

  // Waiting times in milliseconds; a page may override them: <meta name="kiosk-live" content="watchdog:35000 poll:5000">.
  const wait = {
    watchdog: 35000, // a stream silent for this long is dead: the server beats every 15 s
    grace: 10000, // ask for frames instead when no stream has got through for this long
    poll: 5000,
    lost: 5000, // say "connection lost" after this long, not at once: no flicker
    backoff: 1000, // first wait before a new stream, doubled up to `cap`
    cap: 30000,
    bye: 3000, // longest wait after the server said it is restarting
    timeout: 10000, // a request without answer is given up
    resend: 2000, // first wait before a kept vote is sent again, doubled up to `cap`
    hold: 2000, // longest time a pressed button keeps a new frame waiting
  };
  const meta = document.querySelector('meta[name="kiosk-live"]');
  (meta ? meta.content : '').split(/\s+/).forEach((pair) => {
    const [name, ms] = pair.split(':');
    if (name in wait && ms !== '' && Number(ms) >= 0) wait[name] = Number(ms);
  });

  const between = (low, high) => low + Math.random() * (high - low);
  // Full jitter: a thousand phones that lost the server together must not come back together.
  const backOff = (first, tries) => between(first / 5, Math.min(wait.cap, first * 2 ** Math.min(tries, 10)));

  const alarms = new Map(); // named timers: setting one replaces it
  const cancel = (...names) => names.forEach((name) => { clearTimeout(alarms.get(name)); alarms.delete(name); });
  const setAlarm = (name, ms, job) => {
    cancel(name);
    alarms.set(name, setTimeout(() => { alarms.delete(name); job(); }, ms));
  };
  const ensureAlarm = (name, ms, job) => { if (!alarms.has(name)) setAlarm(name, ms, job); };

  /** Say something to screen readers; the same sentence twice in a row is said once. */
  function announce(text) {
    const status = document.getElementById('live-status');
    if (status && text && status.textContent !== text) status.textContent = text;
  }

  /** Fetch with a time limit that also covers the body; rejects on any network trouble. */
  async function request(url, options, cut = new AbortController()) {
    const timer = setTimeout(() => cut.abort(), wait.timeout);
    try {
      // mode same-origin: a captive portal that redirects elsewhere is a failure, not an answer
      const reply = await fetch(url, { mode: 'same-origin', cache: 'no-store', signal: cut.signal, ...options });
      return { reply, text: await reply.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  const label = (el) => el.getAttribute('aria-label') || el.textContent.trim();

  /**
   * Put the focus where it makes sense in `next` after the element that had it is gone: on the same button, on the
   * marked place, or on the whole. `still`: only numbers changed, so even a button without an id is known by its words.
   */
  function moveFocus(next, active, still) {
    const alike = (el) => (active.id ? el.id === active.id : still && label(el) === label(active));
    const twin = Array.from(next.querySelectorAll(active.tagName)).find(alike);
    // An input of the same name in a new question is another input: read the question first.
    const keeps = twin && (still || !twin.matches('input,select,textarea'));
    const spot = keeps ? twin : next.querySelector('[data-focus]') || next;
    if (!spot.matches('a[href],button,input,select,textarea,summary,[tabindex]')) spot.setAttribute('tabindex', '-1');
    spot.focus({ preventScroll: true });
  }

  // ---------------------------------------------------------------- live client

  let root = null; // the element with data-live
  let stream = null;
  let born = 0; // when the present stream was opened
  let tries = 0;
  let hint = 0; // the server's own wish for the next reconnect (event: retry); EventSource hides the retry: field
  let asking = null; // the poll under way
  let etag = '';
  let shown = ''; // id of the last frame's root
  let pressed = false;
  let held = ''; // the frame that waits for a pressed button

  const mark = (state) => { if (page.dataset.link !== state) page.dataset.link = state; };
  const resting = () => document.hidden && root.dataset.liveHidden !== 'keep';

  /** Show one frame; false when the text is no frame of this page (a proxy's page, for example). */
  function show(text) {
    const template = document.createElement('template');
    template.innerHTML = text;
    const next = template.content.firstElementChild;
    const old = next && next.id && document.getElementById(next.id);
    if (!old) return false;
    shown = next.id;
    // Same key, same picture: a reconnect must never wipe a half-made answer or a receipt.
    if (next.dataset.key && next.dataset.key === old.dataset.key) { held = ''; return true; }
    // A button replaced between press and release never gets its click: with four frames a second the host would lose many.
    if (pressed) { held = text; return true; }
    const active = document.activeElement;
    const inside = old.contains(active);
    const still = Boolean(old.dataset.stageVersion) && old.dataset.stageVersion === next.dataset.stageVersion;
    if (still) carry(old, next);
    carryOver(old, next);
    old.replaceWith(next);
    if (window.htmx) window.htmx.process(next);
    if (inside && active.isConnected) active.focus({ preventScroll: true });
    else if (inside) moveFocus(next, active, still);
    announce(next.dataset.announce);
    paint();
    setAlarm('tell', 30, () => {
      document.dispatchEvent(new CustomEvent('kiosk:frame', { detail: { id: shown } }));
    });
    return true;
  }

  /** A refusal ("someone else was first") must be readable: it stays over new numbers, until the stage moves. */
  function carry(old, next) {
    const said = old.querySelector('[data-said]');
    if (said && !next.querySelector('[data-said]')) (next.querySelector('[data-said-place]') || next).prepend(said);
  }

  /*
   * What is one person's own (a half-written text, a pressed +1) is in no broadcast frame: an element with data-carry
   * stays the element it was, in the place of the frame's own. What has no place in this frame waits for the next one
   * that has; a text that somebody has begun stays in sight at data-carry-left, for nothing typed is ever lost.
   */
  const away = new Map();

  function carryOver(old, next) {
    old.querySelectorAll('[data-carry]').forEach((el) => away.set(el.dataset.carry, el));
    next.querySelectorAll('[data-carry]').forEach((el) => {
      const mine = away.get(el.dataset.carry);
      if (!mine) return;
      away.delete(el.dataset.carry);
      el.replaceWith(mine);
      mine.querySelectorAll('[data-until]').forEach((one) => { if (next.querySelector(`#${CSS.escape(one.dataset.until)}`)) one.remove(); });
    });
    const left = next.querySelector('[data-carry-left]');
    const written = (el) => Array.from(el.querySelectorAll('textarea')).some((field) => field.value.trim());
    if (left) away.forEach((el) => { if (written(el)) left.append(el); });
  }

  function hangUp() {
    if (stream) stream.close();
    stream = null;
    cancel('watchdog', 'reconnect');
  }

  function stopAsking() {
    if (asking) asking.abort();
    asking = null;
    cancel('poll');
  }

  /** Go quiet: no stream, no polling, no timers (hidden page, page in the back/forward cache). */
  function rest() {
    hangUp();
    stopAsking();
    cancel('lost');
  }

  /** Open the stream now, whatever was under way. */
  function open() {
    hangUp();
    if (!root || resting()) return;
    trouble();
    if (!window.EventSource) return; // polling does it alone
    stream = new EventSource(root.dataset.live);
    born = performance.now();
    ['retry', 'frame', 'beat', 'bye'].forEach((kind) => {
      stream.addEventListener(kind, (event) => heard(kind, event.data));
    });
    // The browser's own reconnecting gives up on some errors and hammers on others: we always close and decide ourselves.
    stream.onerror = () => drop(nextDelay());
    guard();
  }

  function guard() {
    setAlarm('watchdog', wait.watchdog, () => { mark('lost'); drop(nextDelay()); });
  }

  /** Without contact: "lost" and polling come in a while unless something is heard before. */
  function trouble() {
    // While polling works, contact is there: only a failed poll may say otherwise.
    if (page.dataset.link !== 'polling') ensureAlarm('lost', wait.lost, () => mark('lost'));
    if (!asking) ensureAlarm('poll', wait.grace, poll);
  }

  function drop(delay) {
    hangUp();
    if (!root || resting()) return;
    trouble();
    setAlarm('reconnect', delay, open);
  }

  function nextDelay() {
    if (performance.now() - born > wait.grace) tries = 0; // it lived: this is a new mishap, not the same one
    tries += 1;
    return tries === 1 && hint ? hint : backOff(wait.backoff, tries - 1);
  }

  function wake() {
    tries = 0;
    open();
  }

  function heard(kind, data) {
    cancel('lost');
    stopAsking();
    if (kind === 'bye') { tries = 0; drop(between(wait.bye / 6, wait.bye)); return; }
    mark('live');
    guard();
    if (kind === 'retry') hint = Math.min(Math.max(Number(data) || 0, wait.backoff), 10 * wait.backoff);
    if (kind === 'frame') { etag = ''; show(data); }
  }

  /** Ask once for the frame of now: true when the server answered with it (or "not modified"). */
  async function ask() {
    const cut = new AbortController();
    asking = cut;
    const headers = etag ? { 'If-None-Match': etag } : {};
    let fine = false;
    try {
      const { reply, text } = await request(root.dataset.poll, { headers }, cut);
      // asking moves on when the stream gets through: then this picture may be older than the one shown
      if (asking === cut) fine = reply.status === 304 || (reply.ok && show(text));
      if (fine && reply.ok) etag = reply.headers.get('ETag') || '';
    } catch { /* no network, no answer in time, or cut short */ }
    const current = asking === cut;
    if (current) asking = null;
    return { fine, current };
  }

  async function poll() {
    if (!root || !root.dataset.poll || resting()) return;
    const { fine, current } = await ask();
    if (!current) return;
    setAlarm('poll', between(0.75, 1.25) * wait.poll, poll);
    if (!fine) { ensureAlarm('lost', wait.lost, () => mark('lost')); return; }
    cancel('lost');
    if (page.dataset.link === 'polling') return;
    mark('polling');
    if (!stream) open(); // the server is reachable again: do not sit out a long back-off
  }

  /** Follow the page's data-live element; it may come or go with a swap (check-in, for example). */
  function follow() {
    const found = document.querySelector('[data-live]');
    const same = found && root && found.dataset.live === root.dataset.live;
    root = found;
    if (same) return;
    rest();
    if (!root) { delete page.dataset.link; return; }
    mark('connecting');
    wake();
  }

  function release() {
    pressed = false;
    const text = held;
    held = '';
    if (text) show(text);
  }
  const press = (event) => {
    if (event.type === 'keydown' && event.key !== ' ') return;
    pressed = true;
    setAlarm('hold', wait.hold, release);
  };
  const letGo = () => { if (pressed) setAlarm('hold', 50, release); }; // after the click that follows
  ['pointerdown', 'keydown'].forEach((name) => document.addEventListener(name, press, true));
  ['pointerup', 'pointercancel', 'keyup'].forEach((name) => document.addEventListener(name, letGo, true));

  // An answer to a press may come after a frame has replaced its target. A refusal ("someone else was first") must still
  // be seen: aim it at the present element. Other answers htmx drops, rightly: the frame is newer.
  document.addEventListener('htmx:after:request', (event) => {
    const ctx = event.detail.ctx;
    const gone = ctx.target && ctx.target.isConnected === false && ctx.target.id;
    if (gone && ctx.response.status >= 400) ctx.target = document.getElementById(gone) || ctx.target;
  });

  // ---------------------------------------------------------------- vote keeper

  /*
   * htmx collects and validates the form; then we take over the sending (htmx:config:request, prevented) and give the
   * answer back to htmx.swap. One way for the first send, a retry, and a vote found after a reload; htmx's own queue
   * would drop a changed answer behind a slow one ("queue first"), and its requests die with the page.
   */
  const PREFIX = 'kiosk-keep:';
  const slots = new Map(); // key → { vote, tries, busy, timer }; the newest answer of a question replaces the older
  const known = new WeakSet(); // forms that already show what the person chose
  const onDoor = () => page.hasAttribute('data-door'); // the tablet at the door forgets: nothing may stay in it

  function store(vote) {
    try { localStorage.setItem(PREFIX + vote.key, JSON.stringify(vote)); } catch { /* private mode, full: memory has it */ }
  }

  function unstore(vote) {
    try {
      const kept = JSON.parse(localStorage.getItem(PREFIX + vote.key));
      if (kept && kept.operation === vote.operation) localStorage.removeItem(PREFIX + vote.key);
    } catch { /* as above */ }
  }

  /** Take in votes that a closed page or another tab left in the phone. */
  function adopt() {
    try {
      Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)).forEach((name) => {
        const vote = JSON.parse(localStorage.getItem(name));
        if (vote && vote.key && !slots.has(vote.key)) slots.set(vote.key, { vote, tries: 1, busy: false });
      });
    } catch { /* as above */ }
  }

  function operationId() {
    return Array.from(crypto.getRandomValues(new Uint8Array(16)), (n) => n.toString(16).padStart(2, '0')).join('');
  }

  const formOf = (key) => Array.from(document.querySelectorAll('form[data-keep]')).find((f) => f.dataset.keep === key);

  /** Keep the answer of a form and send it; the same answer again is the same operation. */
  function keep(form, ctx) {
    const key = form.dataset.keep;
    const body = new URLSearchParams(ctx.request.body);
    body.delete('operation');
    const answer = body.toString();
    const slot = slots.get(key) || { tries: 0, busy: false };
    known.add(form);
    tell('');
    if (!slot.vote || slot.vote.answer !== answer) {
      const operation = operationId();
      const input = form.querySelector('input[name="operation"]');
      if (input) input.value = operation;
      body.set('operation', operation);
      const says = form.querySelector('[data-pending]');
      slot.vote = {
        key, answer, operation, url: ctx.request.action, body: body.toString(), at: Date.now(),
        says: says ? says.textContent.trim() : '', home: (ctx.target && ctx.target.id) || '',
      };
      slots.set(key, slot);
      store(slot.vote);
    }
    send(slot);
  }

  /** Send a slot's vote until the server has said yes or no to it. */
  async function send(slot) {
    if (slot.busy) return;
    clearTimeout(slot.timer);
    slot.busy = true;
    const vote = slot.vote;
    paint();
    const { verdict, text, reply } = await post(vote);
    slot.busy = false;
    if (slot.vote !== vote) { send(slot); return; } // another answer was chosen meanwhile: that one counts
    if (!verdict) { putOff(slot, reply); return; }
    unstore(vote);
    slots.delete(vote.key);
    await deliver(slot, reply, text);
    paint();
  }

  function putOff(slot, reply) {
    if (slots.get(slot.vote.key) !== slot) return; // another tab got it through
    const asked = reply ? Number(reply.headers.get('Retry-After')) * 1000 || 0 : 0;
    slot.timer = setTimeout(() => send(slot), Math.max(backOff(wait.resend, slot.tries), Math.min(asked, wait.cap)));
    slot.tries += 1;
    if (slot.tries === 1) announce(slot.vote.says);
    paint();
  }

  async function post(vote) {
    try {
      const { reply, text } = await request(vote.url, {
        method: 'POST',
        body: new URLSearchParams(vote.body),
        headers: { 'HX-Request': 'true', 'HX-Request-Type': 'partial', 'HX-Current-URL': location.href, Accept: 'text/html' },
        keepalive: true, // let it finish when the phone is locked or the page left
      });
      return { reply, text, verdict: isVerdict(reply, text, vote) };
    } catch {
      return { verdict: false };
    }
  }

  /** A yes or no from Kiosk itself; overload, trouble on the way and a portal's own page are none. */
  function isVerdict(reply, text, vote) {
    if (reply.status >= 500 || [407, 408, 425, 429].includes(reply.status)) return false;
    const foreign = /<html[\s>]/i.test(text) && !(vote.home && text.includes(`id="${vote.home}"`));
    return !(reply.ok && foreign);
  }

  /** Show the server's answer: in place of the form, or as a notice when the room has moved on. */
  async function deliver(slot, reply, text) {
    const form = formOf(slot.vote.key);
    const elsewhere = reply.headers.get('HX-Redirect');
    if (elsewhere) { location.assign(elsewhere); return; }
    // A late no must outlive the next frame, which may replace the form's place within a second.
    if (!form || (slot.tries && !reply.ok)) tell(sentence(text));
    if (!form) return;
    const { activeElement } = document;
    const inside = form.contains(activeElement);
    const swap = form.getAttribute('hx-swap') || undefined;
    const target = form.getAttribute('hx-target') || form;
    await window.htmx.swap({ sourceElement: form, target, swap, text });
    const home = document.getElementById(slot.vote.home);
    if (home && inside && !activeElement.isConnected) moveFocus(home, activeElement, false);
    if (home) announce(home.dataset.announce);
  }

  function sentence(text) {
    const template = document.createElement('template');
    template.innerHTML = text;
    const box = template.content;
    const first = box.firstElementChild;
    const texts = ['[data-answer]', '[role="alert"],[role="status"],.notice', 'h1,p']
      .map((selector) => Array.from(box.querySelectorAll(selector), (el) => el.textContent.trim()).find(Boolean));
    const found = texts[0] || texts[1] || (first && first.dataset.announce) || texts[2] || '';
    return found.replace(/\s+/g, ' ');
  }

  /** Show a sentence in #keep-notice; an empty one hides it. */
  function tell(text) {
    const box = document.getElementById('keep-notice');
    if (!box) { announce(text); return; }
    const place = box.querySelector('[data-keep-text]') || box;
    if (place.textContent !== text) place.textContent = text;
    box.hidden = !text;
  }

  /** Make every form on the page say how its vote stands. */
  function paint() {
    if (onDoor()) return;
    document.querySelectorAll('form[data-keep]').forEach((form) => {
      const slot = slots.get(form.dataset.keep);
      const waiting = Boolean(slot && slot.tries);
      if (slot && !known.has(form)) refill(form, slot.vote);
      known.add(form);
      form.dataset.keepState = slot ? (waiting ? 'pending' : 'sending') : '';
      form.querySelectorAll('[data-pending]').forEach((el) => { el.hidden = !waiting; });
      form.querySelectorAll('button:not([type="button"])').forEach((button) => {
        if (slot && slot.busy) button.setAttribute('aria-busy', 'true');
        else button.removeAttribute('aria-busy');
      });
    });
    slots.forEach((slot) => { if (slot.tries && !formOf(slot.vote.key)) tell(slot.vote.says); });
  }

  /** Show a kept answer again in a form that was drawn anew. */
  function refill(form, vote) {
    new URLSearchParams(vote.answer).forEach((value, name) => {
      form.querySelectorAll(`[name="${CSS.escape(name)}"]`).forEach((input) => {
        if (/^(radio|checkbox)$/.test(input.type)) input.checked = input.checked || input.value === value;
        else if (!/^(hidden|submit|button)$/.test(input.type)) input.value = value;
      });
    });
  }

  function resend() {
    if (onDoor()) return;
    adopt();
    slots.forEach((slot) => send(slot));
    paint();
  }

  document.addEventListener('htmx:config:request', (event) => {
    const ctx = event.detail.ctx;
    const form = ctx.sourceElement.closest('form[data-keep]');
    if (!form || onDoor()) return;
    event.preventDefault();
    keep(form, ctx);
  });

  // Another tab got the vote through (or replaced it): this one need not send it any more.
  window.addEventListener('storage', (event) => {
    if (!event.key || !event.key.startsWith(PREFIX)) return;
    const slot = slots.get(event.key.slice(PREFIX.length));
    if (!slot || (event.newValue && JSON.parse(event.newValue).operation === slot.vote.operation)) return;
    clearTimeout(slot.timer);
    slots.delete(slot.vote.key);
    tell('');
    paint();
  });

  // ---------------------------------------------------------------- the page's own comings and goings

  document.addEventListener('visibilitychange', () => {
    if (root && resting()) { rest(); return; }
    if (document.hidden) return;
    if (root && !stream) wake();
    resend();
  });
  window.addEventListener('online', () => { if (root) wake(); resend(); });
  window.addEventListener('offline', () => { if (root) drop(nextDelay()); });
  window.addEventListener('pagehide', rest);
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    if (root) wake();
    resend();
  });
  document.addEventListener('htmx:after:swap', () => { follow(); paint(); });

  const start = () => { follow(); resend(); };
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
  else start();
})();
