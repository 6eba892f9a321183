const shelf = "luring-{css}", page = "/luring", style = "/pkg/{css}";

async function keep() {
  const answer = await fetch(page, { credentials: "omit" });
  if (!answer.ok) throw new Error("not now");
  const place = await caches.open(shelf);
  await place.put(page, answer);
  await place.add(style);
  await self.skipWaiting();
}

async function tidy() {
  const old = (await caches.keys()).filter((name) => name !== shelf);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(tidy()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const instead = request.mode === "navigate" && request.method === "GET"
    ? page
    : new URL(request.url).pathname === style ? style : null;
  if (instead) event.respondWith(fetch(request).catch(() => caches.match(instead)));
});
