/* The projector: full screen with F or a double click, no idle cursor, a computer that does not fall asleep, a soft tone. */
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
   * A soft tone when a pitch's time is up. Browsers let a page sound only after somebody has pressed something on it, and
   * the small wall on the console is silent: the room has one loudspeaker.
   */
  let sound = null;

  function unlock() {
    const Sound = window.AudioContext;
    if (!sound && Sound && window.top === window) sound = new Sound();
    if (sound && sound.state === 'suspended') sound.resume().catch(() => { /* not allowed: the wall says it in words */ });
  }

  function tone(hertz, after, seconds) {
    const [voice, loudness, at] = [sound.createOscillator(), sound.createGain(), sound.currentTime + after];
    voice.frequency.value = hertz;
    loudness.gain.setValueAtTime(0, at);
    loudness.gain.linearRampToValueAtTime(0.2, at + 0.08);
    loudness.gain.exponentialRampToValueAtTime(0.001, at + seconds);
    voice.connect(loudness).connect(sound.destination);
    voice.start(at);
    voice.stop(at + seconds);
  }

  document.addEventListener('kiosk:time-up', (event) => {
    if (event.target.dataset.sound !== 'on') return;
    unlock();
    if (!sound || sound.state !== 'running') return;
    tone(523, 0, 1.4);
    tone(392, 0.45, 1.8);
  });
  ['pointerdown', 'keydown'].forEach((what) => document.addEventListener(what, unlock));

  stayAwake();
  stir();
})();
