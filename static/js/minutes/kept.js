// Texts that the server does not have yet, kept in this browser's database. Each is one record:
// {key, writer, url, which, heading, html, revision, hand, at}. Every call may fail (private windows): callers say so.
const NAME = "minutes-kept"

let opened
const database = () =>
  (opened ??= new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1)
    asked.onupgradeneeded = () => asked.result.createObjectStore("texts", { keyPath: "key" })
    asked.onsuccess = () => resolve(asked.result)
    asked.onerror = () => reject(asked.error)
    asked.onblocked = () => reject(new Error("blocked"))
  }).catch((error) => {
    opened = undefined
    throw error
  }))

// Resolves once what `act` did is on the disk, where it outlives the browser.
const done = async (mode, act) => {
  const transaction = (await database()).transaction("texts", mode, { durability: "strict" })
  const request = act(transaction.objectStore("texts"))
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result)
    transaction.onerror = transaction.onabort = () => reject(transaction.error)
  })
}

export const keep = (record) => done("readwrite", (texts) => texts.put(record))
export const drop = (key) => done("readwrite", (texts) => texts.delete(key))
const all = () => done("readonly", (texts) => texts.getAll())

export const keyOf = ({ writer, url, which, hand }) => [writer, url, which, hand].join(" ")

// The texts of `writer` that no open window is writing, oldest first.
export const orphans = async (writer) => {
  const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [])
  const mine = (await all()).filter((record) => record.writer === writer && !held.has(lockOf(record.hand)))
  return mine.sort((one, other) => one.at - other.at)
}

// All texts of `writer`, whoever is writing them.
export const textsOf = async (writer) => (await all()).filter((record) => record.writer === writer)

const lockOf = (hand) => `minute-${hand}`

// Says to the other windows, for as long as this one is open, that the texts of `hand` are being written.
export const hold = (hand) => navigator.locks?.request(lockOf(hand), { mode: "shared" }, () => new Promise(() => {}))
