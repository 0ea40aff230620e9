// Notes that this device has not sent yet. Each is one record {key, user, meeting, url, fields, quote, answer}:
//   key: id of the user and key of the note, so that a later text of a note takes the place of an earlier one; meeting: address of the
//   meeting's page; url: address to which `fields` are posted; quote: the passage that the note is on;
//   answer: {sentence, text, version} where the portal did not save the note; `text` and `version` are what it has instead
import { token } from "../minutes/post.js"
import { isMade, tableOf } from "../records.js"
import { askForList, keptList } from "./store.js"

const NAME = "members-notes"
const notes = tableOf(NAME, "waiting")
const GONE = "The portal has no such note or paper for you any more."

const all = async () => ((await isMade(NAME)) ? notes.all() : [])

export const waitingOf = async (user) => (await all()).filter((record) => record.user === user)
export const waitingOfOthers = async (user) => (await all()).filter((record) => record.user !== user)
export const put = notes.put
export const drop = ({ key }) => notes.drop(key)

// Stores a note that could not be sent, where its meeting is on this device. Resolves to whether it was stored.
export const keepForLater = async (user, meeting, { key, url, fields, quote }) => {
  if (!(await keptList({ user, address: meeting }))) return false
  await put({ key: `${user} ${key}`, user, meeting, url, fields, quote })
  return true
}

// Sends the notes of `user`, except those to which the portal has answered. Resolves to the saved notes, by the keys of their records.
export const sendWaiting = async (user) =>
  navigator.locks.request(NAME, async () => {
    const saved = new Map()
    for (let record of await waitingOf(user)) {
      if (record.answer || !navigator.onLine) continue
      // SECURITY: somebody else may have signed in in another window since this page was loaded.
      const { list, movedTo } = await askForList({ user, address: record.meeting })
      if (list?.user !== user) continue
      if (movedTo) {
        record = { ...record, meeting: movedTo, url: record.url.replace(record.meeting, movedTo) }
        await put(record)
      }
      const { note, answer } = await post(record)
      const now = (await waitingOf(user)).find(({ key }) => key === record.key)
      const isNewer = now && JSON.stringify(now.fields) !== JSON.stringify(record.fields) // written while this was sent
      if (note) {
        saved.set(record.key, note)
        if (!isNewer) await drop(record)
        else if ("version" in now.fields) await put({ ...now, fields: { ...now.fields, version: note.version } })
      } else if (answer && !isNewer) await put({ ...record, answer })
    }
    return saved
  })

// Resolves to {note} where the note was saved, to {answer} where the portal refused it, and to {} where sending it again may save it.
const post = async ({ url, fields }) => {
  try {
    const sent = await fetch(url, {
      method: "POST",
      body: new URLSearchParams(fields),
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(20000),
    })
    if (sent.ok) return { note: await sent.json() }
    if (sent.status === 404 || sent.status === 410) return { answer: { sentence: GONE } }
    if (sent.status === 409 || sent.status === 422) return { answer: await sent.json() }
  } catch {
    // No connection, or the response was not about the note.
  }
  return {}
}
