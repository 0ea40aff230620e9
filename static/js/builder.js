// Extras of the agenda builder: add and edit items in place, drop files on an item, update page ranges after a drag, and update the
// number of problems after a build. The page works without this script.
import { takeFiles } from "./drop_files.js"
import { element } from "./element.js"

document.addEventListener("council:moved", () => {
  globalThis.htmx?.ajax("GET", location.pathname, { target: "#builder", select: "#builder", swap: "outerHTML" })
})

// A finished pack may remove a problem that prevents publication: load the box with the number of problems again.
document.addEventListener("htmx:afterSwap", (event) => {
  const panel = document.getElementById(event.detail.target?.id)
  if (!panel?.classList.contains("desk-pack") || panel.querySelector("progress") || !document.getElementById("left")) return
  globalThis.htmx?.ajax("GET", location.pathname, { target: "#left", select: "#left", swap: "outerHTML" })
})

// Dragging leaves style attributes on items. A swap that copied them to the new items would break the Content-Security-Policy. (htmx
// copies only the attributes of `attributesToSettle`, from which council.js leaves out `style`.)
document.addEventListener("htmx:beforeSwap", () => {
  for (const item of document.querySelectorAll("#builder [data-drag-id][style]")) item.removeAttribute("style")
})

takeFiles("[data-drop]", "desk-item--dropping", (item, files) => {
  const address = item.querySelector("[data-upload]").href
  const form = element("form", { method: "post", enctype: "multipart/form-data", action: address, hidden: true })
  for (const token of document.querySelectorAll("[data-drop-files] input[type=hidden]")) form.append(token.cloneNode())
  form.append(element("input", { type: "file", name: "pdfs", multiple: true, files }))
  // A single file may be the paper that the item still lacks. Several files are new papers.
  const { missing } = item.dataset
  if (missing && files.length === 1) form.append(element("input", { type: "hidden", name: "paper", value: missing }))
  document.body.append(form)
  form.submit()
})

// Shows a refused form again in place. The server answers with the whole page, as for a browser without scripts.
document.addEventListener("htmx:beforeSwap", (event) => {
  const place = event.detail.requestConfig?.elt?.dataset?.inPlace
  if (!place || event.detail.xhr.status !== 422) return
  event.detail.isError = false
  const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html")
  const target = document.querySelector(place)
  if (!place.startsWith("#add-")) {
    return Object.assign(event.detail, { shouldSwap: true, target, selectOverride: "#item-form", swapOverride: "innerHTML" })
  }
  // The short form lacks most fields, so the error summary of the full form is put above the short form.
  const summary = answer.querySelector("main .govuk-error-summary"), form = target?.querySelector("form")
  if (!form || !summary) return
  for (const link of summary.querySelectorAll("a[href^='#id_']")) link.setAttribute("href", `${place}-${link.hash.slice(4)}`)
  form.parentElement.querySelector(".govuk-error-summary")?.remove()
  form.before(document.adoptNode(summary))
  summary.tabIndex = -1
  summary.focus()
})

// Only one item is edited at a time. A menu closes when the user chooses an entry.
document.addEventListener("htmx:beforeRequest", (event) => {
  const link = event.detail.elt?.closest?.("[data-edit]")
  if (!link) return
  for (const place of document.querySelectorAll(".desk-item__form")) if (place !== event.detail.target) place.replaceChildren()
  link.closest("details")?.removeAttribute("open")
})
document.addEventListener("htmx:afterSettle", (event) => {
  const asked = event.detail.requestConfig?.elt
  const next = asked?.dataset?.focus
  if (asked?.matches?.("[data-edit]") || event.detail.xhr?.status === 422) {
    document.querySelector(".desk-item__form .govuk-error-summary, .desk-item__form input:not([type=hidden])")?.focus()
  } else if (next) document.getElementById(next)?.focus({ preventScroll: false })
})
document.addEventListener("click", (event) => {
  const cancel = event.target.closest?.("[data-cancel]")
  const place = cancel?.closest(".desk-item__form")
  if (place) {
    event.preventDefault()
    const opener = place.querySelector("form")?.dataset.focus
    place.replaceChildren()
    document.getElementById(opener)?.focus()
  }
})
// A click or a focus outside an open menu closes the menu, because an open menu would cover the focused element.
for (const leave of ["click", "focusin"]) {
  document.addEventListener(leave, ({ target }) => {
    for (const menu of document.querySelectorAll(".desk-menu[open]")) if (!menu.contains(target)) menu.open = false
  })
}
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" ? document.querySelector(".desk-menu[open]") : null
  if (!menu) return
  menu.open = false
  menu.querySelector("summary").focus()
})
