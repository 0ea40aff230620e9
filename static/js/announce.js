// What changes on a page is heard, by the one line that every page has for it (base.html): it is never swapped, since a live
// region that arrives together with its words is not read out.
//   <p data-said>   what an act says: heard when it comes in; on a page that was loaded it takes the focus, where that is free
//   <p data-heard>  a state, in its own words or in data-heard="...": heard once it differs from what the page said before
const line = document.getElementById("announcements")
let waiting = []

export const announce = (...sentences) => {
  const words = sentences.filter(Boolean)
  if (words.length && !waiting.length) {
    line.textContent = "" // the same words are heard again
    setTimeout(() => {
      line.textContent = waiting.join(" ")
      waiting = []
    }, 150)
  }
  waiting.push(...words)
}

const wordsOf = (part) => (part.dataset.heard || part.textContent).replace(/\s+/g, " ").trim()
const states = () => [...document.querySelectorAll("[data-heard]")].map(wordsOf)
const read = new WeakSet()
const unread = () => [...document.querySelectorAll("[data-said]")].filter((part) => !read.has(part) && read.add(part))

let before = states()
const first = unread()
if (location.hash || document.activeElement !== document.body) announce(...first.map(wordsOf))
else first[0]?.focus()

// While a long task lasts, its own place is swapped alone (hx-target); what it leads to takes the place of data-whole.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { whole } = detail.requestConfig?.elt.dataset ?? {}
  const has = (id) => detail.serverResponse.includes(`id="${id}"`)
  if (!whole || !detail.shouldSwap || has(detail.target.id)) return
  // What is none of this page (the sign-in page, say) is shown as a page of its own.
  if (has(whole.slice(1))) Object.assign(detail, { target: document.querySelector(whole), selectOverride: whole, swapOverride: "outerHTML" })
  else location.reload()
})

// Focus that a swap takes goes on where the work does; htmx itself gives it back to what has an id and is still there.
const NEXT = [".govuk-error-summary", "[data-heard][tabindex]", "[autofocus]", "h1", "h2", "h3"]
let focused, rows
document.addEventListener("htmx:beforeSwap", () => {
  focused = document.activeElement
  const row = focused?.closest("li[id]")
  rows = [row, row?.nextElementSibling, row?.previousElementSibling].map((near) => near?.id).filter(Boolean)
})
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  const now = states()
  announce(...unread().map(wordsOf), ...now.filter((words) => !before.includes(words)))
  before = now
  const lost = focused && !focused.isConnected && document.activeElement === document.body
  focused = null
  const place = lost && document.getElementById(detail.target.id)
  const row = rows.map((id) => document.getElementById(id)).find(Boolean)
  const next = place && (row?.querySelector("summary") ?? NEXT.map((part) => place.querySelector(part)).find(Boolean))
  if (!next) return
  if (next.tabIndex < 0) next.tabIndex = -1
  next.focus({ preventScroll: true })
})
