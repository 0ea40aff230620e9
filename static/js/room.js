// The room without loading its page anew: htmx swaps the middle, the list of items, who is here and the line that says what was saved.
// Nothing here is needed to use the page: every link and button works without it.
import { announce } from "./announce.js"
import "./minutes/editor.js"

// Keys, with Alt and Shift: each presses the button or follows the link that bears it.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !/^Key[A-Z]$/.test(event.code)) return
  const wanted = document.querySelector(`[data-room-key="${event.code.slice(3).toLowerCase()}"]`)
  if (!wanted) return
  event.preventDefault()
  wanted.click()
})

// "All for" and "All against" fill in the recorded vote; without scripts the server does.
document.addEventListener("click", (event) => {
  const all = event.target.closest?.(".room-vote-all button")
  if (!all) return
  event.preventDefault()
  const votes = all.form.querySelectorAll(`input[type=radio][value="${all.value}"]`)
  for (const radio of votes) radio.checked = true
  announce(`${votes.length} votes ${all.value} are filled in`)
})

const isMiddle = (element) => element?.id === "room-work"

// What is being written is saved before the middle that it stands in is swapped.
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
  // A page that is none of the room's (the sign-in page, say) is shown whole.
  if (!detail.serverResponse.includes(`id="${detail.target.id}"`)) {
    detail.shouldSwap = false
    location.assign(detail.xhr.responseURL)
  }
  before = location.pathname
})

const say = (words) => {
  const line = Object.assign(document.createElement("span"), { className: "room-said__error", textContent: words })
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
