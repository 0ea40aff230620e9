// The page that asks whether to sign out: sends the texts that are stored only in this browser, and lists those that could not be sent.
// Signing out deletes the stored texts, because the next user of this computer may be somebody else.
import { drop, textsOf } from "./kept.js"
import { sendAll, showLeft } from "./outbox.js"

const part = document.querySelector("[data-kept-texts]")
const writer = part.dataset.writer
const form = part.closest("form")

textsOf(writer).then(sendAll).then((left) => showLeft(part, left)).catch(() => {})

form.addEventListener("submit", async (event) => {
  event.preventDefault()
  const clear = textsOf(writer).then((texts) => Promise.all(texts.map(({ key }) => drop(key))))
  await Promise.race([clear.catch(() => {}), new Promise((resolve) => setTimeout(resolve, 2000))])
  form.submit()
})
