/* Opens the door's page when the network is gone: what the page has put aside is used only then. It sees no other page of Kiosk. */
const PATIENCE = 4000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));

async function answer(request) {
  const kept = await caches.match(request, { ignoreVary: true });
  if (!kept) return fetch(request);
  const late = new Promise((resolve) => { setTimeout(() => resolve(kept), PATIENCE); });
  return Promise.race([fetch(request).catch(() => kept), late]);
}

self.addEventListener('fetch', (event) => {
  const own = new URL(event.request.url).origin === self.location.origin;
  if (own && event.request.method === 'GET') event.respondWith(answer(event.request));
});
