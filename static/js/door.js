/*
 * The door: one step of the tablet at a time, in the language that was touched. It forgets who stood here; what is not sent yet
 * is in door-queue.js, what the camera does in door-camera.js. Texts stand in the page, in both languages.
 */
/* longer because every step forgets, warns and speaks in the same way: one state, one place for what is touched */
import encodeQR from '../vendor/qr/index.js';
import { look, stop } from './door-camera.js';
import { ask, empty, hand, refresh, send, state } from './door-queue.js';

const door = document.getElementById('door');
const own = door.dataset.language;
const LETTERS = 'BCDFGHJKLMNPQRSTVWXZ23456789'; // as kiosk/tokens.py
const WEIGHTS = [1, 3, 5, 9, 11, 13, 15, 17]; // as kiosk/meetings/rules_door.py
const SECOND = 1000;
const WARNING = 20 * SECOND;
const CLEARED = 6 * SECOND; // after somebody has finished
const HOMES = ['check_in', 'exit', 'ended', 'unpaired'];
const NEVER_IDLE = [...HOMES, 'done', 'thanks'];

const now = { step: '', lang: own, mode: door.dataset.mode, paired: door.dataset.paired === 'yes', ended: false };
let chosen = null; // whom "Check in" on the confirming step is about
let visit = ''; // one person's answers at the way out
let pin = '';
let acting = false;
let timers = [];
let battery = null;
let ready = false;

const all = (selector, within = door) => Array.from(within.querySelectorAll(selector));
const part = () => door.querySelector(`[data-part="${now.lang}"]`);
const step = (name) => part().querySelector(`[data-step="${name}"]`);
const at = (selector) => step(now.step).querySelector(selector);
const reveal = (el, shown) => { if (el) el.hidden = !shown; };

// ---- one step at a time

function home() {
  if (!now.paired || state.gone) return 'unpaired';
  return now.ended && now.mode === 'check_in' ? 'ended' : now.mode;
}

function show(name, lang = now.lang) {
  const resting = HOMES.includes(name);
  now.step = name;
  now.lang = resting ? own : lang;
  document.documentElement.lang = now.lang;
  door.dataset.at = name;
  all('[data-part]').forEach((el) => { el.hidden = !resting && el.dataset.part !== now.lang; });
  all('[data-step]').forEach((el) => { el.hidden = el.dataset.step !== name; });
  all('[data-away]').forEach((el) => { el.hidden = resting; });
  all('[data-bar]').forEach((el) => { el.hidden = name === 'unpaired'; });
  if (name !== 'camera') stop();
  facts();
  watch();
  if (resting) return;
  window.scrollTo(0, 0);
  const first = at('input:not([type=radio])') && ['search', 'staff'].includes(name) ? at('input') : at('h2');
  first.focus();
}

function forget() {
  all('form').forEach((form) => form.reset());
  all('[data-hits], [data-company], [data-claim-qr], [data-claim-code], [data-pin-error], [data-menu-error]').forEach((el) => { el.textContent = ''; });
  all('[data-found], [data-camera], [data-error], [data-video], [data-warning], [data-pin-error], [data-pin-offline], [data-menu-error], [data-menu-held], [data-unkept]').forEach((el) => { el.hidden = true; });
  chosen = null;
  visit = '';
  pin = '';
}

function rest() {
  forget();
  show(home());
}

// ---- forgetting: a warning of twenty seconds that any touch extends, and six seconds after somebody has finished

function later(seconds, act) {
  timers.push(setTimeout(act, seconds));
}

function watch() {
  timers.forEach(clearTimeout);
  timers = [];
  all('[data-warning]').forEach((el) => { el.hidden = true; });
  if (now.step === 'done' || now.step === 'thanks') later(CLEARED, rest);
  if (!NEVER_IDLE.includes(now.step)) patience();
}

function patience() {
  const idle = (now.mode === 'exit' ? 45 : 30) * SECOND;
  later(idle - WARNING, () => reveal(part().querySelector('[data-warning]'), true));
  later(idle, rest);
}

function stay() {
  timers.forEach(clearTimeout);
  timers = [];
  all('[data-warning], [data-clearing]').forEach((el) => { el.hidden = true; });
  patience();
}

// ---- checking in

function random(length, letters) {
  let text = '';
  while (text.length < length) {
    const [one] = crypto.getRandomValues(new Uint8Array(1));
    if (one < 256 - (256 % letters.length)) text += letters[one % letters.length];
  }
  return text;
}

const operation = () => random(32, 'abcdefghijklmnopqrstuvwxyz0123456789');

function newClaim() {
  const code = random(8, LETTERS);
  const total = WEIGHTS.reduce((sum, weight, place) => sum + weight * LETTERS.indexOf(code[place]), 0);
  return code + LETTERS[total % LETTERS.length];
}

async function checkIn(facts) {
  if (acting) return; // pressed twice
  acting = true;
  const entry = { kind: 'check_in', operation: operation(), claim: newClaim(), ...facts };
  try {
    const result = await hand(entry, 2.5 * SECOND);
    done(entry, result || {});
  } catch {
    show('help');
    reveal(at('[data-unkept]'), true); // the browser keeps nothing: better say so than lose somebody
  } finally {
    acting = false;
  }
}

function done(entry, result) {
  forget();
  show('done');
  const opens = result.taken ? result.opens : result.taken === undefined;
  reveal(at('[data-done="new"]'), !result.known);
  reveal(at('[data-done="known"]'), result.known);
  reveal(at('[data-done="kept"]'), !result.taken);
  reveal(at('[data-done="claim"]'), opens);
  reveal(at('[data-done="elsewhere"]'), !opens);
  reveal(at('[data-clearing]'), true);
  at('[data-claim-code]').textContent = entry.claim.replace(/(...)(?=.)/g, '$1 ');
  draw(at('[data-claim-qr]'), door.dataset.claims + entry.claim);
  sound();
}

function draw(place, text) {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: 4 });
  const size = rows.length;
  const name = document.querySelector('svg').namespaceURI;
  const picture = document.createElementNS(name, 'svg');
  picture.setAttribute('viewBox', `0 0 ${size} ${size}`);
  picture.setAttribute('shape-rendering', 'crispEdges');
  const dark = document.createElementNS(name, 'path');
  dark.setAttribute('d', rows.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join(''));
  picture.append(dark);
  place.replaceChildren(picture);
}

function sound() {
  try {
    const audio = new AudioContext();
    [523, 784].forEach((pitch, place) => {
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      volume.gain.value = 0.15;
      tone.frequency.value = pitch;
      tone.connect(volume).connect(audio.destination);
      tone.start(audio.currentTime + place * 0.15);
      tone.stop(audio.currentTime + place * 0.15 + 0.14);
    });
    setTimeout(() => audio.close(), SECOND);
  } catch { /* no sound: sign and words say the same */ }
}

// ---- search and camera

let typing = 0;

async function search(words) {
  const asked = words.trim();
  const answer = asked.length < 3 ? { hits: null } : await ask('/door/searches', { words: asked }).catch(() => ({ offline: true }));
  if (now.step !== 'search' || at('input').value.trim() !== asked) return;
  at('[data-hits]').replaceChildren(...(answer.hits || []).map(hit));
  reveal(at('[data-found="none"]'), answer.hits && !answer.hits.length && !answer.busy);
  reveal(at('[data-found="busy"]'), answer.busy);
  reveal(at('[data-found="offline"]'), answer.offline);
}

function hit(one) {
  const row = document.createElement('li');
  const button = document.createElement('button');
  button.className = 'button door-button';
  button.textContent = one.company;
  button.addEventListener('click', () => {
    chosen = { registration: one.id };
    show('confirm');
    at('[data-company]').textContent = one.company;
  });
  row.append(button);
  return row;
}

async function openCamera() {
  show('camera');
  const video = at('[data-video]');
  const how = await look(video, read);
  if (now.step !== 'camera') { stop(); return; }
  reveal(video, how === 'looking');
  reveal(at(`[data-camera="${how}"]`), true);
}

async function read(text) {
  const code = text.trim().split(/[?#]/)[0].replace(/\/+$/, '').split('/').pop();
  const ticket = /^[A-Za-z0-9_-]{24}$/.test(code) ? code : '';
  if (acting) return;
  acting = true;
  const found = ticket ? await ask('/door/searches', { ticket }).catch(() => null) : { hits: [] };
  acting = false;
  if (now.step !== 'camera') return;
  if (found && !found.hits.length) { reveal(at('[data-camera="other"]'), true); return; }
  checkIn(found ? { registration: found.hits[0].id } : { ticket }); // without a network the server finds it later
}

// ---- the way out

function press(answer, lang) {
  if (visit) return; // pressed again
  visit = operation();
  hand({ kind: 'exit', operation: operation(), voter: visit, answers: { x0: answer } }, 0).catch(() => {});
  show('more', lang);
}

async function answerMore(form) {
  if (acting) return;
  acting = true;
  const answers = Object.fromEntries(new FormData(form));
  await hand({ kind: 'exit', operation: operation(), voter: visit, answers }, 2 * SECOND).catch(() => {});
  acting = false;
  forget();
  show('thanks');
}

// ---- those who run the meeting

async function openMenu(typed) {
  const answer = await ask('/door/pin-tries', { pin: typed }).catch(() => null);
  if (now.step !== 'staff') return;
  reveal(at('[data-pin-offline]'), !answer);
  reveal(at('[data-pin-error]'), answer && answer.refused);
  at('[data-pin-error]').textContent = (answer && answer.sentence) || '';
  at('input').value = '';
  if (!answer || answer.refused) { at('input').focus(); return; }
  forget();
  pin = typed;
  show('menu');
}

async function act(what) {
  await send();
  await refresh();
  if (what === 'unpair' && state.queue) { reveal(at('[data-menu-held]'), true); return; }
  const answer = await ask('/door/pin-tries', { pin, act: what }).catch(() => null);
  if (now.step !== 'menu') return;
  if (answer && !answer.refused) { hear(answer); rest(); return; }
  at('[data-menu-error]').textContent = (answer && answer.sentence) || '';
  reveal(at('[data-menu-error]'), true);
}

function hear(said) {
  now.mode = said.mode;
  now.paired = said.paired;
  now.ended = said.ended;
}

function facts() {
  all('[data-fact="queue"]').forEach((el) => { el.textContent = state.queue; });
  all('[data-fact="refused"]').forEach((el) => { el.textContent = state.refused + (state.gone ? state.queue : 0); });
  [['online', state.online], ['offline', !state.online], ['ready', ready], ['unready', !ready]].forEach(([name, shown]) => {
    all(`[data-fact="${name}"]`).forEach((el) => { el.hidden = !shown; });
  });
  const held = state.queue > 0 && !state.gone;
  all('[data-held]').forEach((el) => { el.hidden = !held; });
  all('[data-kept]').forEach((el) => { el.hidden = held || !(state.refused || state.queue); });
  all('[data-leave]').forEach((el) => { el.hidden = held; });
}

async function tell() {
  await refresh();
  const said = await ask('/door/states', { queue: state.queue + state.refused, battery }).catch(() => null);
  if (said) hear(said);
  if (state.queue && !state.gone) await send();
  facts();
  if (HOMES.includes(now.step) && now.step !== home()) show(home());
}

// ---- to start again without a network

async function putAside() {
  const known = await caches.open('door');
  const used = performance.getEntriesByType('resource').map((one) => one.name).filter((name) => !new URL(name).pathname.startsWith('/door'));
  const needed = [...new Set(used), '/door']; // the page last: when it is there, everything is
  for (const name of needed) {
    const answer = await fetch(name, { cache: 'no-cache' });
    if (!answer.ok || answer.redirected) throw new Error(name);
    await known.put(name, answer);
  }
  const kept = new Set(needed.map((name) => new URL(name, window.location.href).href));
  (await known.keys()).filter((one) => !kept.has(one.url)).forEach((one) => known.delete(one));
  ready = true;
}

async function install() {
  if (!('serviceWorker' in navigator) || !now.paired) return;
  await navigator.serviceWorker.register('/door/worker.js', { scope: '/door' });
  ready = Boolean(await caches.match('/door', { ignoreVary: true }));
  if (navigator.storage && navigator.storage.persist) navigator.storage.persist();
  await putAside();
}

// ---- what is touched

door.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (!button) return;
  const lang = button.closest('[data-part]').dataset.part;
  const data = button.dataset;
  if (data.go === 'camera') { now.lang = lang; openCamera(); } else if (data.go) show(data.go, lang);
  if (data.go === 'help') reveal(at('[data-unkept]'), false);
  if ('again' in data) rest();
  if ('moreTime' in data || 'stay' in data) stay();
  if ('confirm' in data && chosen) checkIn(chosen);
  if (data.face) press(data.face, lang);
  if ('thanks' in data) { forget(); show('thanks'); }
  if (data.act) act(data.act);
});

door.addEventListener('submit', (event) => {
  const form = event.target;
  if (!form.dataset.form) { leave(event, form); return; }
  event.preventDefault();
  const fields = Object.fromEntries(new FormData(form));
  if (form.dataset.form === 'new') checkIn(fields);
  if (form.dataset.form === 'search') search(fields.words);
  if (form.dataset.form === 'more') answerMore(form);
  if (form.dataset.form === 'pin') openMenu(fields.pin);
});

async function leave(event, form) {
  event.preventDefault();
  await Promise.allSettled([empty(), caches.delete('door')]);
  form.submit();
}

door.addEventListener('input', (event) => {
  if (event.target.name !== 'words') return;
  clearTimeout(typing);
  typing = setTimeout(search, 400, event.target.value);
});

['pointerdown', 'keydown', 'input'].forEach((what) => door.addEventListener(what, () => {
  if (!NEVER_IDLE.includes(now.step)) watch();
}));
window.addEventListener('online', tell);
window.addEventListener('contextmenu', (event) => event.preventDefault());
if (navigator.getBattery) navigator.getBattery().then((known) => { battery = Math.round(known.level * 100); }).catch(() => {});

all('[data-without]').forEach((el) => el.remove());
rest();
tell();
setInterval(tell, 20 * SECOND);
install().catch(() => {}).finally(facts);
