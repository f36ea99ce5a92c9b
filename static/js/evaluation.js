/*
 * Kiosk, the bidder's form: each answer is saved when it is given, and the page says truly whether it is.
 * Everything works without this file: Next and Back save. No texts in here: every sentence comes from the page.
 */
(() => {
  'use strict';

  const PAUSE = 1500; // ms without a key pressed before a text is saved
  const RETRY = 5000;
  const TIMEOUT = 10000;

  const form = document.getElementById('answers');
  const note = document.getElementById('save-note');
  const send = document.getElementById('send');

  // Sending twice does no harm; a second press only makes people wonder.
  if (send) {
    send.addEventListener('submit', (event) => {
      const button = send.querySelector('button');
      if (button.hasAttribute('aria-busy')) event.preventDefault();
      button.setAttribute('aria-busy', 'true');
    });
    window.addEventListener('pageshow', () => send.querySelector('button').removeAttribute('aria-busy'));
  }
  if (!form || !note || !window.fetch || !window.URLSearchParams) return;

  let dirty = false; // something has changed since the last save began
  let saving = null; // the save under way
  let timer = 0;
  let leaving = false;

  function say(state) {
    note.querySelectorAll('[data-save]').forEach((one) => { one.hidden = one.dataset.save !== state; });
  }

  function later(ms) {
    clearTimeout(timer);
    timer = setTimeout(save, ms);
  }

  const plain = (text) => text.replace(/\s+/g, ' ').trim();

  /**
   * Make the form what the saved draft says, but for what was changed since it was sent: what another device has
   * answered meanwhile is seen here too, and the next save does not take it back.
   */
  function take(fresh, sent) {
    const now = new FormData(form);
    Array.from(form.elements).forEach((mine) => {
      const same = String(now.getAll(mine.name)) === String(sent.getAll(mine.name));
      if (mine.type === 'hidden') mine.value = fresh.elements[mine.name].value;
      else if (mine.matches('textarea')) {
        const theirs = fresh.elements[mine.name].value;
        // Line breaks and spaces are tidied when saved: no reason to move the writer's cursor.
        if (same && plain(theirs) !== plain(mine.value)) mine.value = theirs;
      } else if (mine.matches('input') && same) {
        const twin = fresh.querySelector(`#${CSS.escape(mine.id)}`);
        if (twin) mine.checked = twin.checked;
      }
    });
  }

  /** Post the form as it stands and stay; the answer is this very page, drawn from the saved draft. */
  async function post(keepalive) {
    const sent = new URLSearchParams(new FormData(form));
    sent.set('_go', 'stay');
    const cut = new AbortController();
    const alarm = setTimeout(() => cut.abort(), TIMEOUT);
    try {
      const reply = await fetch(form.action, {
        method: 'POST', body: sent, mode: 'same-origin', credentials: 'same-origin', cache: 'no-store', keepalive, signal: cut.signal,
      });
      const page = new DOMParser().parseFromString(await reply.text(), 'text/html');
      const fresh = page.getElementById('answers');
      // Any other page (paused, over, signed out of the network) is no receipt.
      if (!fresh || (reply.status !== 200 && reply.status !== 422)) return 'waiting';
      take(fresh, sent);
      return reply.status === 200 ? 'saved' : 'wrong';
    } catch {
      return 'waiting';
    } finally {
      clearTimeout(alarm);
    }
  }

  async function save() {
    clearTimeout(timer);
    if (saving || leaving || !dirty) return;
    dirty = false;
    say('saving');
    saving = post(false);
    const state = await saving;
    saving = null;
    if (state === 'waiting') dirty = true;
    if (leaving) return;
    say(state);
    if (dirty) later(state === 'waiting' ? RETRY : 0);
  }

  form.addEventListener('change', () => { dirty = true; save(); });
  form.addEventListener('input', (event) => {
    if (event.target.matches('textarea')) { dirty = true; say('saving'); later(PAUSE); }
  });
  window.addEventListener('online', save);
  document.addEventListener('visibilitychange', () => {
    if (document.hidden && dirty && !saving && !leaving) { dirty = false; post(true); }
  });

  form.addEventListener('submit', (event) => {
    const pressed = event.submitter;
    if (pressed && pressed.name === '_clear') {
      event.preventDefault();
      form.querySelectorAll(`[name="${CSS.escape(pressed.value)}"]:checked`).forEach((one) => { one.checked = false; });
      const first = document.getElementById(`f-${pressed.value}`);
      if (first) first.focus(); // the button is about to disappear
      dirty = true;
      save();
      return;
    }
    // An older save must not arrive after this one: wait for it, then go.
    leaving = true;
    clearTimeout(timer);
    if (saving && form.requestSubmit) {
      event.preventDefault();
      saving.then(() => { saving = null; form.requestSubmit(pressed); });
    }
  });
  window.addEventListener('pageshow', () => { leaving = false; });
})();
