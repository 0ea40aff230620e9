// The page that asks whether to sign out: sends the texts and notes that are stored only in this browser, and says which could not be sent.
// Signing out deletes them and the copies of meetings, because the next user of this computer may be somebody else.
import { check } from "../device/store.js"
import { drop as dropNote, sendWaiting, waitingOf, waitingOfOthers } from "../device/waiting.js"
import { element } from "../element.js"
import { drop, textsOf, textsOfOthers } from "./kept.js"
import { sendAll, showLeft } from "./outbox.js"

const part = document.querySelector("[data-kept-texts]")
const notes = document.querySelector("[data-waiting-notes]")
const writer = part.dataset.writer
const form = part.closest("form")

textsOf(writer).then(sendAll).then((left) => showLeft(part, left)).catch(() => {})

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds))

const sent = sendWaiting(writer).then(() => waitingOf(writer)).then((left) => {
  notes.hidden = !left.length
  notes.querySelector("[data-count]").textContent = left.length
  const item = ({ fields, quote }) => element("li", {}, fields.text || quote)
  notes.querySelector("ul").replaceChildren(...left.map(item))
}).catch(() => {})

// Resolves to whether nobody else's texts are left in this browser.
const clear = async () => {
  await check("", { asks: false })
  const [texts, left] = [await textsOf(writer), await waitingOf(writer)]
  await Promise.all([...texts.map(({ key }) => drop(key)), ...left.map(dropNote)])
  return !(await textsOfOthers(writer)).length && !(await waitingOfOthers(writer)).length
}

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  await Promise.race([sent, pause(5000)])
  const isEmpty = await Promise.race([clear().catch(() => true), pause(2000)])
  // The server has the browser delete everything, except where somebody else's unsent texts would be lost.
  form.elements.others.value = isEmpty ? "" : "yes"
  form.submit()
})
