// Extras of the room. htmx swaps the middle, the list of items, the attendance, and the line that says what was saved, so that the
// page is not loaded again. Every link and button works without this script.
import { announce } from "./announce.js"
import { element } from "./element.js"
import "./minutes/editor.js"

// Alt+Shift+letter clicks the button or link whose data-room-key is the letter.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !/^Key[A-Z]$/.test(event.code)) return
  const wanted = document.querySelector(`[data-room-key="${event.code.slice(3).toLowerCase()}"]`)
  if (!wanted) return
  event.preventDefault()
  wanted.click()
})

// "All for" and "All against" fill in the recorded vote. Without scripts the server fills it in.
document.addEventListener("click", (event) => {
  const all = event.target.closest?.(".room-vote-all button")
  if (!all) return
  event.preventDefault()
  const votes = all.form.querySelectorAll(`input[type=radio][value="${all.value}"]`)
  for (const radio of votes) radio.checked = true
  announce(`${votes.length} votes ${all.value} are filled in`)
})

const isMiddle = (element) => element?.id === "room-work"

// Saves the text of the editor in the middle of the page before the middle is swapped.
document.addEventListener("htmx:confirm", (event) => {
  const writing = document.querySelector("#room-work form[data-minute-editor]")
  if (!writing?.saveNow || !isMiddle(event.detail.target)) return
  event.preventDefault()
  writing.saveNow().finally(() => event.detail.issueRequest(true))
})

let before = location.pathname
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event
  if (detail.xhr.status === 422) Object.assign(detail, { shouldSwap: true, isError: false })
  if (!detail.shouldSwap || !detail.target?.id) return
  // An answer without the target is another page, such as the sign-in page: open that page.
  if (!detail.serverResponse.includes(`id="${detail.target.id}"`)) {
    detail.shouldSwap = false
    location.assign(detail.xhr.responseURL)
  }
  before = location.pathname
})

const say = (words) => {
  const line = element("span", { className: "room-said__error" }, words)
  announce(words)
  document.getElementById("room-said")?.replaceChildren(line)
}
document.addEventListener("htmx:sendError", () => say("Not saved: there is no connection. Try again."))
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 404) location.reload()
  else say("Not saved: something went wrong. Try again.")
})

document.addEventListener("htmx:afterSettle", (event) => {
  if (location.pathname !== before && isMiddle(event.detail.target)) scrollTo(0, 0)
})
