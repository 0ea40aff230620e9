// Texts that the server does not have yet, in this browser's database. Every call may fail (private windows); callers handle that.
// Each text is one record {key, writer, url, which, heading, html, revision, hand, at}:
//   writer: id of the user; url: address to which the text is posted; which: "text" or "summary", where a row has two texts;
//   hand: random id of the window that writes; revision: the server's revision from which the text began; at: time in milliseconds
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

// Resolves to the result of `act` once the change is on the disk, so that it survives a crash of the browser.
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

// All texts of `writer`, also those that an open window is writing.
export const textsOf = async (writer) => (await all()).filter((record) => record.writer === writer)

const lockOf = (hand) => `minute-${hand}`

// Tells the other windows that this window writes the texts of `hand`, for as long as this window is open.
export const hold = (hand) => navigator.locks?.request(lockOf(hand), { mode: "shared" }, () => new Promise(() => {}))
