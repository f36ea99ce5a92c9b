/*
 * The host's keyboard. A key clicks the element that carries it: <button data-key-press="Space ArrowRight">.
 * A nervous double press (or double click) must never close a vote that just opened, nor be told that somebody else
 * was first: for a moment after each press and each change of the stage, everything with a key refuses to be pressed,
 * and says so with aria-disabled.
 */
(() => {
  'use strict';

  const page = document.documentElement;
  const meta = document.querySelector('meta[name="kiosk-live"]');
  const settle = Number((/(?:^|\s)settle:(\d+)/.exec(meta ? meta.content : '') || [])[1] || 1200);
  let seen = version();
  let lockedUntil = 0;
  let timer;

  function version() {
    const stage = document.querySelector('[data-stage-version]');
    return stage ? stage.dataset.stageVersion : '';
  }

  /** Compare with the stage last seen; lock for a moment if it moved. True while locked. */
  function locked() {
    const now = version();
    if (now !== seen) {
      seen = now;
      lock();
    }
    return performance.now() < lockedUntil;
  }

  function lock() {
    lockedUntil = performance.now() + settle;
    clearTimeout(timer);
    timer = setTimeout(showLock, settle + 10);
  }

  function showLock() {
    const now = locked();
    document.querySelectorAll('[data-key-press]').forEach((el) => {
      // data-locked remembers which aria-disabled is ours: the server may have put its own
      if (now && !el.hasAttribute('aria-disabled')) { el.dataset.locked = ''; el.setAttribute('aria-disabled', 'true'); }
      if (!now && 'locked' in el.dataset) { delete el.dataset.locked; el.removeAttribute('aria-disabled'); }
    });
  }

  const name = (event) => (event.code === 'Space' ? 'space' : event.key.toLowerCase());

  const typing = (el) => el.isContentEditable
    || el.matches('input:not([type=checkbox]):not([type=submit]):not([type=button]),textarea,select');

  /** True when the browser itself does something with this key here, such as Space on a focused button. */
  const native = (el, key) => key === 'space' && el.closest('a[href],button,summary,input');

  function toggleHelp() {
    const help = document.getElementById('help');
    if (!help || !help.showModal) return;
    if (help.open) help.close();
    else help.showModal();
  }

  /*
   * A presenter's clicker sends PageDown and PageUp, and a thumb slips. Back therefore asks first: once more is yes, on is
   * no. What is taken back is the step that was asked about, and none that another host has taken meanwhile.
   */
  const ask = document.getElementById('back-ask');
  let asked = '';

  function askBack() {
    const back = document.querySelector('.back button');
    if (!ask || !ask.showModal || !back) return;
    asked = version();
    const says = back.querySelector('small');
    ask.querySelector('[data-back-says]').textContent = says ? says.textContent : '';
    ask.returnValue = '';
    ask.showModal();
  }

  if (ask) {
    ask.addEventListener('close', () => {
      const back = document.querySelector('.back button');
      if (ask.returnValue === 'yes' && back && version() === asked) back.click();
    });
  }

  function toggleFullscreen() {
    if (document.fullscreenElement) document.exitFullscreen();
    else if (page.requestFullscreen) page.requestFullscreen().catch(() => { /* the browser said no: nothing to do */ });
  }

  function find(key) {
    return Array.from(document.querySelectorAll('[data-key-press]'))
      .find((el) => !el.disabled && el.dataset.keyPress.toLowerCase().split(/\s+/).includes(key));
  }

  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || !event.key) return;
    if (typing(event.target)) return;
    const key = name(event);
    if (key === '?') { event.preventDefault(); if (!event.repeat) toggleHelp(); return; }
    if (key === 'pageup' || (ask && ask.open && key === 'pagedown')) {
      event.preventDefault();
      if (event.repeat) return;
      if (ask && ask.open) ask.close(key === 'pageup' ? 'yes' : 'no');
      else if (!document.querySelector('dialog[open]')) askBack();
      return;
    }
    if (event.shiftKey || document.querySelector('dialog[open]') || native(event.target, key)) return;
    const chosen = (key === 'f' && document.querySelector('[data-fullscreen]')) || find(key);
    if (!chosen) return;
    event.preventDefault(); // also when ignored below: Space must not scroll the console away
    if (!event.repeat) chosen.click(); // the listener below stops it while the stage is locked
  });

  document.addEventListener('click', (event) => {
    if (event.target.closest('[data-help]')) { event.preventDefault(); toggleHelp(); return; }
    if (event.target.closest('button[data-fullscreen]')) { toggleFullscreen(); return; }
    const chosen = event.target.closest('[data-key-press]');
    if (!chosen) return;
    if (locked()) { event.preventDefault(); event.stopImmediatePropagation(); return; }
    if (chosen.form) { lock(); showLock(); } // an act on its way: its answer moves the stage
  }, true);

  ['kiosk:frame', 'htmx:after:swap'].forEach((what) => document.addEventListener(what, showLock));
})();
