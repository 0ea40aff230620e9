// The room without loading its page anew: htmx swaps the middle, the list of items, who is here and the line that says what was saved.
// Nothing here is needed to use the page: every link and button works without it.
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
  for (const radio of all.form.querySelectorAll(`input[type=radio][value="${all.value}"]`)) radio.checked = true
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
  const line = document.createElement("strong")
  Object.assign(line, { className: "room-said__error", textContent: words })
  line.setAttribute("role", "alert")
  document.getElementById("room-said")?.replaceChildren(line)
}
document.addEventListener("htmx:sendError", () => say("Not saved: there is no connection. Try again."))
document.addEventListener("htmx:responseError", (event) => {
  if (event.detail.xhr.status === 404) location.reload()
  else say("Not saved: something went wrong. Try again.")
})

// htmx gives the focus back to a button that is still there (by its id); else it goes to what was wrong, or to the new heading.
document.addEventListener("htmx:afterSettle", (event) => {
  if (location.pathname !== before && isMiddle(event.detail.target)) scrollTo(0, 0)
  if (document.activeElement !== document.body) return
  if (!isMiddle(event.detail.target)) document.getElementById("people-title")?.focus({ preventScroll: true })
  else {
    const work = document.getElementById("room-work")
    const there = work.querySelector(".govuk-error-summary") ?? work.querySelector("[autofocus]") ?? work.querySelector("h1")
    there?.setAttribute("tabindex", "-1")
    there?.focus({ preventScroll: location.pathname === before })
  }
})
