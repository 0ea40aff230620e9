// Starts the components of the GOV.UK Design System, and small extras of every page. Every page works without this script.
import { initAll } from "../vendor/govuk/govuk-frontend.min.js"
import { announce } from "./announce.js"

const enliven = (scope) => {
  initAll({ scope })
  markSent(scope)
  confirmCopies(scope)
  sayWeekdays(scope)
  askAgain(scope)
}

// Returns the elements of `scope` that this script has not met before.
const met = new WeakSet()
const unmet = (scope, selector) => [...scope.querySelectorAll(selector)].filter((part) => !met.has(part) && met.add(part))

// Asks three times more for the picture of a page: the server draws few at a time.
const askAgain = (scope) => {
  for (const picture of unmet(scope, ".council-page-picture img")) {
    let times = 0
    const ask = () => {
      if (times++ < 3) setTimeout(() => picture.setAttribute("src", picture.src), 2000 * times)
    }
    picture.addEventListener("error", ask)
    if (picture.complete && !picture.naturalWidth) ask()
  }
}

// Stops a form from being sent a second time within four seconds, except a form that htmx posts.
const markSent = (scope) => {
  for (const form of unmet(scope, "form[method=post]")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.councilSent && !form.hasAttribute("hx-post")) return event.preventDefault()
      form.dataset.councilSent = "yes"
      setTimeout(() => delete form.dataset.councilSent, 4000)
    })
  }
}

// Shows <button data-copy="text" hidden>Copy the address</button> where the browser can copy text.
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

// Shows the weekday beside each date field, while the user types or picks the date.
const sayWeekdays = (scope) => {
  for (const input of unmet(scope, "input.council-date[type=date]")) {
    // The server may have put the weekday of a sent date beside the field already.
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

// On a phone an element with data-fold begins closed. After a swap the element is open or closed as the user left it.
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
// htmx starts after this script, once the page is loaded. `historyCacheSize: 0`, like data-hx-history="false" in base.html, means that
// htmx stores no page in the browser.
if (globalThis.htmx) {
  Object.assign(htmx.config, {
    includeIndicatorStyles: false, refreshOnHistoryMiss: true, attributesToSettle: ["class"], historyCacheSize: 0, allowEval: false,
  })
}

// Start the components and extras in each part that htmx swaps in.
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target.parentElement ?? event.target)
})
// After “Back” the browser may show a stored copy of the page, whose forms must be usable again.
addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.councilSent
})
