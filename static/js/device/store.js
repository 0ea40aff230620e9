// Copies of meetings on this device: for each meeting of a user one cache "members-device USER ADDRESS", where ADDRESS is the address of
// the meeting's page. A cache holds the copies that the meeting's device.json lists, that list itself, and the style sheets, scripts,
// fonts and pictures of the copies' frame. The worker (templates/members/device_worker.js) answers from these caches without a network.
import { checkExempt, dropExempt, exemptMeetings } from "./exempt.js"

const OURS = "members-device"
const WORKER = "/members/worker.js"
const DAY = 86400000
const LOOK = "link[rel=stylesheet],link[rel=preload],link[rel=modulepreload],link[rel=icon],script[src],.council-header__logo"

export const isAble = () => "serviceWorker" in navigator && "caches" in globalThis

export const keptMeetings = async () => {
  const names = isAble() ? await caches.keys() : []
  return names.map((name) => name.split(" ")).filter(([of]) => of === OURS).map(([, user, address]) => ({ user, address }))
}

export const nameOf = ({ user, address }) => `${OURS} ${user} ${address}`
const listOf = ({ address }) => `${address}device.json`

// The list of the copies on this device; undefined where the meeting is not on it.
export const keptList = async (meeting) => (await caches.match(listOf(meeting), { cacheName: nameOf(meeting) }))?.json()

// Asks the portal for the list. Resolves to {list, isGone, movedTo}; `isGone` says that this user may no longer keep the copies, `movedTo` is
// the new address of a meeting that was re-arranged. Without an answer, to {}.
export const askForList = async (meeting) => {
  try {
    const answer = await fetch(listOf(meeting), { cache: "no-store" })
    // A meeting that was re-arranged has another address, and the copies have the old day.
    const hasMoved = answer.redirected && new URL(answer.url).pathname.endsWith("/device.json")
    if (hasMoved && answer.ok) {
      return { list: await answer.json(), isGone: true, movedTo: new URL(answer.url).pathname.slice(0, -"device.json".length) }
    }
    if (hasMoved || answer.status === 404 || answer.status === 410) return { isGone: true }
    if (answer.redirected) {
      // The sign-in page says once that a role or a seat of the user has ended, so the copies of all meetings are deleted now.
      const isGone = (await answer.text()).includes("data-right-ended")
      if (isGone) await check("", { asks: false })
      return { isGone }
    }
    const list = answer.ok ? await answer.json() : undefined
    return { list, isGone: list && (list.user !== meeting.user || !list.copies.length) }
  } catch {
    return {}
  }
}

// Stores a meeting on this device, in place of older copies of it. Nothing changes where a copy cannot be had.
export const keep = async (meeting, list) => {
  await navigator.serviceWorker.register(WORKER)
  const copies = new Map()
  const looks = new Set(performance.getEntriesByType("resource").map(({ name }) => name).filter(isStatic))
  for (const { address, copy } of list.copies) {
    const page = await fetch(copy, { redirect: "error", cache: "no-store" })
    const isPicture = copy.endsWith(".webp")
    if (page.status === 404 || (isPicture && !page.ok)) continue // withheld since the list was made, or not drawn now
    if (!page.ok) throw new Error(`${copy}: ${page.status}`)
    if (!isPicture) for (const url of looksOf(await page.clone().text())) looks.add(url)
    copies.set(address, page)
  }
  for (const url of looks) {
    const part = await fetch(url, { redirect: "error" })
    if (part.ok) copies.set(url, part)
  }
  const cache = await caches.open(nameOf(meeting))
  for (const [address, response] of copies) await cache.put(address, response)
  const stored = new Set([listOf(meeting), ...copies.keys()].map((address) => new URL(address, location).href))
  for (const { url } of await cache.keys()) if (!stored.has(url)) await cache.delete(url)
  // Last, so that copies of an interrupted update do not pass for those of the new list.
  await cache.put(listOf(meeting), new Response(JSON.stringify(list)))
}

// Few pages name the scripts that scripts import, or the fonts of style sheets. They are listed from what this page has loaded.
const isStatic = (url) => url.startsWith(new URL("../../", import.meta.url).href)

const looksOf = (html) =>
  [...new DOMParser().parseFromString(html, "text/html").querySelectorAll(LOOK)]
    .map((part) => new URL(part.getAttribute("href") ?? part.getAttribute("src"), location))
    .filter(({ origin }) => origin === location.origin)
    .map(({ href }) => href)

export const remove = async (meeting) => {
  await caches.delete(nameOf(meeting))
  await dropExempt(nameOf(meeting))
  if ((await keptMeetings()).length) return
  const registration = await navigator.serviceWorker.getRegistration(WORKER)
  await registration?.unregister()
}

// Whether a copy is of a page that is withdrawn, or from which words were removed. An edition is "THING.DIGEST": another THING is a later
// edition of the page, the same THING with another DIGEST has lost words.
const isWithdrawn = ({ address, edition }, list) => {
  const now = list.copies.find((copy) => copy.address === address)
  return !now || (now.edition !== edition && now.edition.split(".")[0] === edition.split(".")[0])
}

// Returns whether the portal's copies differ from those on this device.
export const hasChanged = (kept, list) => JSON.stringify(kept.copies) !== JSON.stringify(list.copies)

// Makes the copies again on which the member's own notes have changed.
const keepNotes = async (meeting, kept, list) => {
  const cache = await caches.open(nameOf(meeting))
  const again = async (entry) => {
    const { copy, edition, notes } = list.copies.find(({ address }) => address === entry.address)
    if (edition !== entry.edition || notes === entry.notes) return false
    const page = await fetch(copy, { redirect: "error", cache: "no-store" })
    if (page.ok) await cache.put(entry.address, page)
    if (page.ok) entry.notes = notes
    return page.ok
  }
  const done = await Promise.all(kept.copies.map(again))
  if (done.includes(true)) await cache.put(listOf(meeting), new Response(JSON.stringify(kept)))
}

// Asks the portal for the list of a meeting on this device, and resolves to the list. Deletes the copies that this user may no longer keep,
// makes all copies again where the portal has withdrawn a page, and otherwise those on which the member's notes have changed.
export const renew = async (meeting) => {
  const kept = await keptList(meeting)
  const { list, isGone } = kept ? await askForList(meeting) : {}
  if (isGone) await remove(meeting)
  if (!list || isGone) return undefined
  if (kept.copies.some((copy) => isWithdrawn(copy, list))) await keep(meeting, list).catch(() => remove(meeting))
  else await keepNotes(meeting, kept, list).catch(() => {})
  return list
}

// Deletes the copies of other users and those whose last day has passed. With `asks` the portal is asked about the others; about a meeting
// with exempt papers on this device it is asked on every page.
export const check = async (user, { asks }) => {
  const exempt = new Map((await exemptMeetings().catch(() => [])).map((record) => [record.key, record]))
  for (const meeting of await keptMeetings()) {
    const kept = await keptList(meeting)
    const isTheirs = meeting.user === user && kept && Date.now() < Date.parse(kept.until) + DAY
    const record = exempt.get(nameOf(meeting))
    exempt.delete(nameOf(meeting))
    if (!isTheirs) await remove(meeting)
    else {
      const list = asks || (record && navigator.onLine) ? await renew(meeting) : undefined
      if (record && (await keptList(meeting))) await checkExempt(record, list)
    }
  }
  for (const key of exempt.keys()) await dropExempt(key) // the browser has deleted the meeting's other copies
}
