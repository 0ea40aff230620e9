// The notes on a meeting's page: lists those that wait on this device, and on the copy for a device saves changed texts.
import { announce } from "../announce.js"
import { updateCopies } from "./check.js"
import { isAble } from "./store.js"
import { drop, put, sendWaiting, waitingOf } from "./waiting.js"

const { user } = document.body.dataset
const part = document.querySelector("[data-waiting]")
const meeting = document.querySelector("[data-device]").dataset.device
const model = part.querySelector("template").content.firstElementChild

const itemOf = (record) => {
  const item = model.cloneNode(true)
  const texts = { quote: record.quote, yours: record.fields.text, sentence: record.answer?.sentence, theirs: record.answer?.text }
  for (const [name, text] of Object.entries(texts)) {
    const piece = item.querySelector(`[data-is=${name}]`)
    piece.hidden = !text
    piece.querySelector("[data-text]").textContent = text ?? ""
  }
  const { answer } = record
  const acts = {
    mine: async () => put({ ...record, answer: undefined, fields: { ...record.fields, version: answer.version } }),
    drop: async () => drop(record),
  }
  for (const button of item.querySelectorAll("[data-act]")) {
    button.hidden = button.dataset.act === "mine" ? answer?.version === undefined : !answer
    button.addEventListener("click", async () => {
      await acts[button.dataset.act]()
      await send()
      part.querySelector("h3").focus()
    })
  }
  return item
}

const show = async () => {
  const records = (await waitingOf(user)).filter((record) => record.meeting === meeting)
  part.hidden = !records.length
  part.querySelector("[data-count]").textContent = records.length
  part.querySelector("ul").replaceChildren(...records.map(itemOf))
  return records
}

// Sends what waits, and shows what is left. A form continues from the version that was saved.
const send = async () => {
  const saved = await sendWaiting(user)
  if (saved.size) updateCopies()
  for (const form of document.querySelectorAll("form[data-note]")) {
    const note = saved.get(`${user} ${form.dataset.note}`)
    if (note) form.elements.version.value = note.version
  }
  return show()
}

for (const form of isAble() ? document.querySelectorAll("form[data-note]") : []) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault()
    const key = `${user} ${form.dataset.note}`
    const fields = { version: form.elements.version.value, text: form.elements.text.value }
    try {
      await put({ key, user, meeting, url: form.action, fields, quote: form.dataset.quote })
    } catch {
      return form.submit() // this browser stores nothing
    }
    const left = (await send()).find((record) => record.key === key)
    const state = form.querySelector("[data-state]")
    state.textContent = !left ? "Saved." : left.answer ? "Not saved: see “Notes not sent yet”." : "On this device, not sent yet."
    announce(state.textContent)
  })
}

addEventListener("online", () => send().catch(() => {}))
send().catch(() => {})
