// The page that asks whether to sign out: sends what is still kept on this computer, says what could not be sent, and
// takes it away when the answer is yes, because the next to sit here may be someone else.
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
