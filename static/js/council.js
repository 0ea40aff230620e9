// Starts the Design System's own components, and the small things every page may use. Nothing here is needed to use the portal.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js"
import { announce } from "./announce.js"

const enliven = (scope) => {
  initAll({ scope })
  markSent(scope)
  confirmCopies(scope)
  sayWeekdays(scope)
}

// A form that is already on its way is not sent twice by a second press.
const markSent = (scope) => {
  for (const form of scope.querySelectorAll("form[method=post]")) {
    if (form.dataset.councilOnce) continue
    form.dataset.councilOnce = "yes"
    form.addEventListener("submit", (event) => {
      if (form.dataset.councilSent && !form.hasAttribute("hx-post")) {
        event.preventDefault()
        return
      }
      form.dataset.councilSent = "yes"
      setTimeout(() => delete form.dataset.councilSent, 4000)
    })
  }
}

// <button data-copy="text" hidden>Copy the address</button>: shown only where copying works.
const confirmCopies = (scope) => {
  if (!navigator.clipboard) return
  for (const button of scope.querySelectorAll("button[data-copy]")) {
    if (!button.hidden) continue
    button.hidden = false
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(button.dataset.copy)
      const before = button.textContent
      button.textContent = "Copied"
      announce("Copied")
      setTimeout(() => (button.textContent = before), 2000)
    })
  }
}

// The weekday of what stands in a date field, beside it as it is typed or picked.
const sayWeekdays = (scope) => {
  for (const input of scope.querySelectorAll("input.council-date[type=date]")) {
    if (input.dataset.councilWeekday) continue
    input.dataset.councilWeekday = "yes"
    // What the server said of a date that was sent stands there already.
    const said = input.parentElement.querySelector(".desk-rows__weekday") ?? document.createElement("span")
    said.classList.add("council-weekday")
    if (!said.isConnected) input.after(said)
    const say = () => {
      const day = input.value ? new Date(`${input.value}T12:00:00Z`) : null
      return (said.textContent = day && !isNaN(day) && day.getUTCFullYear() > 1888
        ? day.toLocaleDateString("en-GB", { weekday: "long", timeZone: "UTC" }) : "")
    }
    input.addEventListener("input", () => announce(say()))
    say()
  }
}

// On a phone a [data-fold] begins folded; what was unfolded stays so when the page around it is swapped.
const folds = new Map()
const fold = () => {
  for (const part of document.querySelectorAll("[data-fold]")) {
    part.open = folds.get(part.id) ?? (part.open && !matchMedia("(max-width: 47.99em)").matches)
  }
}
fold()
document.addEventListener("htmx:afterSwap", fold)
document.addEventListener("click", (event) => {
  const part = event.target.closest?.("[data-fold] > summary")?.parentElement
  if (part) folds.set(part.id, !part.open)
})

enliven(document)
// htmx starts once the page is whole, after this. That it keeps no page in the browser's storage stands in the page itself too.
if (globalThis.htmx) {
  Object.assign(htmx.config, {
    includeIndicatorStyles: false, refreshOnHistoryMiss: true, attributesToSettle: ["class"], historyCacheSize: 0, allowEval: false,
  })
}

// What htmx swaps in is new to the Design System's components.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target.parentElement ?? event.target)
})
// A page kept by the browser when going back must accept its forms again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.councilSent
})
