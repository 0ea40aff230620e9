// Answers pages under /members/ from the copies that a member keeps on this device, and only where the network fails. Stores nothing:
// static/js/device/store.js stores copies, and says how.
const LOOKS = ["style", "script", "font", "image"]
const DAY = 86400000

self.addEventListener("install", () => self.skipWaiting())

self.addEventListener("fetch", (event) => {
  const { request } = event
  const isPage = request.mode === "navigate"
  if (request.method !== "GET" || !(isPage || LOOKS.includes(request.destination))) return
  event.respondWith(fetch(request).catch(async (error) => {
    const copy = await copyOf(request, isPage)
    if (copy) return copy
    throw error
  }))
})

const copyOf = async (request, isPage) => {
  const meetings = await meetingsKept()
  for (const { cacheName } of meetings) {
    const copy = await caches.match(request, { cacheName, ignoreSearch: isPage, ignoreVary: true })
    if (copy) return copy
  }
  return isPage && meetings.length ? listOf(meetings) : undefined
}

// The meetings whose last day has not passed; the copies of others are deleted.
const meetingsKept = async () => {
  const meetings = []
  for (const cacheName of await caches.keys()) {
    const [of, , address] = cacheName.split(" ")
    if (of !== "members-device") continue
    const manifest = await (await caches.match(`${address}device.json`, { cacheName }))?.json()
    if (manifest && Date.now() < Date.parse(manifest.until) + DAY) meetings.push({ cacheName, address, title: manifest.title })
    else await Promise.all([caches.delete(cacheName), dropExempt(cacheName)])
  }
  return meetings
}

// As in static/js/device/exempt.js: the record of a meeting has the name of its cache.
const dropExempt = (key) =>
  new Promise((resolve) => {
    const asked = indexedDB.open("members-exempt", 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore("meetings", { keyPath: "key" })
    asked.onerror = asked.onblocked = resolve
    asked.onsuccess = () => {
      const change = asked.result.transaction("meetings", "readwrite")
      change.objectStore("meetings").delete(key)
      change.oncomplete = change.onabort = () => resolve(asked.result.close())
    }
  })

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

const listOf = (meetings) => {
  const links = meetings.map(({ address, title }) => `<li><a href="${escaped(address)}">${escaped(title)}</a></li>`)
  const page = `<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>You are offline</title></head><body><main><h1>You are offline</h1><p>This page is not on this device. These meetings are:</p>
<ul>${links.join("")}</ul></main></body></html>`
  return new Response(page, { status: 503, headers: { "Content-Type": "text/html; charset=utf-8" } })
}
