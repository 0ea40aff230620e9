// Announces changes of a page to screen readers in the live region #announcements of base.html. htmx never swaps this region,
// because a live region that arrives together with its text is not read out.
//   <p data-said>   message of an act: announced when htmx swaps it in; on a loaded page it gets the focus instead, unless the
//                   address has a #fragment or another element has the focus
//   <p data-heard>  a state, as text or in data-heard="...": announced after a swap if the page did not show this state before
const line = document.getElementById("announcements")
let waiting = []

export const announce = (...sentences) => {
  const words = sentences.filter(Boolean)
  if (words.length && !waiting.length) {
    line.textContent = "" // emptied first, so that a repeated sentence is read out again
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

// An element that polls a long task names its progress in hx-target, and in data-whole the larger part that shows the result.
// While the server's answer contains the target, htmx swaps the target. After the task the answer contains only the larger part.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const { whole } = detail.requestConfig?.elt.dataset ?? {}
  const has = (id) => detail.serverResponse.includes(`id="${id}"`)
  if (!whole || !detail.shouldSwap || has(detail.target.id)) return
  // An answer without either part is another page, such as the sign-in page: reload to show that page.
  if (has(whole.slice(1))) Object.assign(detail, { target: document.querySelector(whole), selectOverride: whole, swapOverride: "outerHTML" })
  else location.reload()
})

// Where a swap removes the focused element, move the focus to the same or a neighbouring row of the list, else to the first element
// of NEXT in the swapped part. htmx itself restores the focus to an element whose id is still on the page.
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
