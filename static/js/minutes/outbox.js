// Sends the texts of other minutes that a closed window left in this browser, from the next page with an editor.
import { element } from "../element.js"
import { drop, keyOf, orphans } from "./kept.js"
import { post } from "./post.js"

const AGAIN = 30000

// Sends all `records`. Returns {record, answer} for each text that the server did not save.
export const sendAll = async (records) => {
  const left = []
  for (const record of records) {
    const answer = await post(record, record.html)
    if (answer.kind === "saved") await drop(keyOf(record)).catch(() => {})
    else left.push({ record, answer })
  }
  return left
}

// Sends the stored texts of minutes that are not open in `forms`; open editors send their own texts. Tries again every 30 seconds while
// a text is left.
export const sendOthers = async (forms) => {
  const [first] = forms
  const open = new Set(forms.map((form) => `${form.getAttribute("action")} ${form.elements.which.value}`))
  const found = await orphans(first.dataset.writer).catch(() => [])
  const left = await sendAll(found.filter(({ url, which }) => !open.has(`${url} ${which}`)))
  showLeft(first.querySelector("[data-elsewhere]"), left)
  if (left.length && first.isConnected) setTimeout(sendOthers, AGAIN, forms)
}

// Lists the texts that are not on the server yet, each as a link to the page of its editor.
export const showLeft = (part, left) => {
  part.hidden = !left.length
  const items = left.map(({ record }) => {
    const href = record.which === "summary" ? `${record.url}?which=summary` : record.url
    return element("li", {}, element("a", { href, className: "govuk-link", textContent: record.heading }))
  })
  part.querySelector("ul").replaceChildren(...items)
}
