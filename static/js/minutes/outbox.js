// Texts of other minutes that a killed window left in this browser: sent from whatever page is opened next.
import { drop, keyOf, orphans } from "./kept.js"
import { post } from "./post.js"

const AGAIN = 30000

// Sends them all; those that the server does not take are returned, to be opened by hand.
export const sendAll = async (records) => {
  const left = []
  for (const record of records) {
    const answer = await post(record, record.html)
    if (answer.kind === "saved") await drop(keyOf(record)).catch(() => {})
    else left.push({ record, answer })
  }
  return left
}

// What stands open in `forms` is theirs to send; the rest goes now, and again while something is left.
export const sendOthers = async (forms) => {
  const [first] = forms
  const open = new Set(forms.map((form) => `${form.getAttribute("action")} ${form.elements.which.value}`))
  const found = await orphans(first.dataset.writer).catch(() => [])
  const left = await sendAll(found.filter(({ url, which }) => !open.has(`${url} ${which}`)))
  showLeft(first.querySelector("[data-elsewhere]"), left)
  if (left.length && first.isConnected) setTimeout(sendOthers, AGAIN, forms)
}

// Names each text that is not on the server yet, with the page where it is opened.
export const showLeft = (part, left) => {
  part.hidden = !left.length
  const items = left.map(({ record }) => {
    const [item, link] = [document.createElement("li"), document.createElement("a")]
    link.href = record.which === "summary" ? `${record.url}?which=summary` : record.url
    link.className = "govuk-link"
    link.textContent = record.heading
    item.append(link)
    return item
  })
  part.querySelector("ul").replaceChildren(...items)
}
