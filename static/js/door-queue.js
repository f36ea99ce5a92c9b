/*
 * What the tablet has not been able to send yet: kept in the browser's own database, so that it outlives a restart, sent in its
 * order, and gone from here as soon as the server has it. The server counts each operation once, however often it comes.
 */
const STORE = 'entries';
const BATCH = 50;
const TIMEOUT = 10000;

export const state = { online: true, gone: false, queue: 0, refused: 0, said: null };
const results = new Map(); // operation → what became of it, for who waits at the tablet
let opened = null;
let sending = null;

function database() {
  opened = opened || new Promise((resolve, reject) => {
    const asked = indexedDB.open('door', 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE, { keyPath: 'place', autoIncrement: true });
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
  return opened;
}

/** Do one thing with the store, and return its result once that is on disk. */
async function change(act) {
  const known = await database();
  return new Promise((resolve, reject) => {
    const turn = known.transaction(STORE, 'readwrite', { durability: 'strict' });
    const asked = act(turn.objectStore(STORE));
    turn.oncomplete = () => resolve(asked && asked.result);
    turn.onerror = turn.onabort = () => reject(turn.error);
  });
}

async function count() {
  const all = await change((store) => store.getAll());
  state.queue = all.filter((one) => !one.refused).length;
  state.refused = all.length - state.queue;
  return all;
}

export async function keep(entry) {
  await change((store) => store.add(entry));
  await count();
}

export async function empty() {
  await change((store) => store.clear());
  await count();
}

/** Ask the server, as the person's language; say whether it could be reached. */
export async function ask(path, body) {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), TIMEOUT);
  try {
    const answer = await fetch(path, {
      method: 'POST', cache: 'no-store', signal: control.signal, headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...body, lang: document.documentElement.lang }),
    });
    if (answer.status === 404) state.gone = true;
    if (!answer.ok) throw new Error(String(answer.status));
    const said = await answer.json(); // a hotel's sign-in page is none
    state.online = true;
    state.gone = false;
    state.said = said;
    return said;
  } catch (error) {
    state.online = state.gone;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function settle(batch, answered) {
  for (const entry of batch) {
    const result = answered.get(entry.operation) || { taken: false };
    results.set(entry.operation, result);
    if (result.taken || entry.kind === 'exit') await change((store) => store.delete(entry.place));
    else await change((store) => store.put({ ...entry, refused: true }));
  }
}

async function sendAll() {
  for (;;) {
    const batch = (await count()).filter((one) => !one.refused).slice(0, BATCH);
    if (!batch.length) return;
    const said = await ask('/door/entries', { entries: batch });
    await settle(batch, new Map(said.results.map((one) => [one.operation, one])));
  }
}

/** Send everything that waits; one sending at a time, so that the order holds. */
export function send() {
  sending = sending || sendAll().catch(() => {}).finally(() => { sending = null; });
  return sending;
}

/** Keep an entry and try to send it at once; return what became of it, or nothing if that takes long. */
export async function hand(entry, patience) {
  await keep(entry);
  const late = new Promise((resolve) => { setTimeout(resolve, patience); });
  await Promise.race([send().then(send), late]); // a sending that was on its way may have missed it
  const result = results.get(entry.operation);
  results.clear();
  return result;
}

export function refresh() {
  return count().catch(() => []);
}
