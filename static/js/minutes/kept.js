// Texts that the server does not have yet, in this browser's database. Every call may fail (`../records.js`).
// Each text is one record {key, writer, url, which, heading, html, revision, hand, at}:
//   writer: id of the user; url: address to which the text is posted; which: "text" or "summary", where a row has two texts;
//   hand: random id of the window that writes; revision: the server's revision from which the text began; at: time in milliseconds
import { tableOf } from "../records.js"

const texts = tableOf("minutes-kept", "texts")

export const keep = texts.put
export const drop = texts.drop

export const keyOf = ({ writer, url, which, hand }) => [writer, url, which, hand].join(" ")

// The texts of `writer` that no open window is writing, oldest first.
export const orphans = async (writer) => {
  const held = new Set((await navigator.locks?.query())?.held.map((lock) => lock.name) ?? [])
  const mine = (await texts.all()).filter((record) => record.writer === writer && !held.has(lockOf(record.hand)))
  return mine.sort((one, other) => one.at - other.at)
}

// All texts of `writer`, also those that an open window is writing.
export const textsOf = async (writer) => (await texts.all()).filter((record) => record.writer === writer)

export const textsOfOthers = async (writer) => (await texts.all()).filter((record) => record.writer !== writer)

const lockOf = (hand) => `minute-${hand}`

// Tells the other windows that this window writes the texts of `hand`, for as long as this window is open.
export const hold = (hand) => navigator.locks?.request(lockOf(hand), { mode: "shared" }, () => new Promise(() => {}))
