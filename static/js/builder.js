// The agenda builder's extras: adding and editing in place, dropping files on an item, fresh page ranges after a drag, and a fresh count after a
// build. Nothing here is needed to use the page.
document.addEventListener("council:moved", () => {
  globalThis.htmx?.ajax("GET", location.pathname, { target: "#builder", select: "#builder", swap: "outerHTML" })
})

// A pack that is built is one thing less that stops publication.
document.addEventListener("htmx:afterSwap", (event) => {
  const panel = document.getElementById(event.detail.target?.id)
  if (!panel?.classList.contains("desk-pack") || panel.querySelector("progress") || !document.getElementById("left")) return
  globalThis.htmx?.ajax("GET", location.pathname, { target: "#left", select: "#left", swap: "outerHTML" })
})

// Dragging leaves style attributes behind, which htmx copies onto what replaces them and the Content-Security-Policy then refuses.
document.addEventListener("htmx:beforeSwap", () => {
  for (const item of document.querySelectorAll("#builder [data-drag-id][style]")) item.removeAttribute("style")
})

const holdsFiles = (event) => event.dataTransfer?.types?.includes("Files")
const itemUnder = (event) => (holdsFiles(event) ? event.target.closest?.("[data-drop]") : null)
const lit = "desk-item--dropping"

document.addEventListener("dragover", (event) => {
  const item = itemUnder(event)
  if (!item) return
  event.preventDefault()
  item.classList.add(lit)
})
document.addEventListener("dragleave", (event) => {
  const item = itemUnder(event)
  if (item && !item.contains(event.relatedTarget)) item.classList.remove(lit)
})
document.addEventListener("drop", (event) => {
  const item = itemUnder(event)
  if (!item) return
  event.preventDefault()
  const form = document.createElement("form")
  Object.assign(form, { method: "post", enctype: "multipart/form-data", action: item.querySelector("[data-upload]").href, hidden: true })
  for (const token of document.querySelectorAll("[data-drop-files] input[type=hidden]")) form.append(token.cloneNode())
  const files = form.appendChild(document.createElement("input"))
  Object.assign(files, { type: "file", name: "pdfs", multiple: true, files: event.dataTransfer.files })
  // One file may be the paper that is missing; several are papers of their own.
  if (item.dataset.missing && files.files.length === 1) {
    form.append(Object.assign(document.createElement("input"), { type: "hidden", name: "paper", value: item.dataset.missing }))
  }
  document.body.append(form)
  form.submit()
})

// A form that was refused comes back where it stands: the server answers with the page that it has without a script.
document.addEventListener("htmx:beforeSwap", (event) => {
  const place = event.detail.requestConfig?.elt?.dataset?.inPlace
  if (!place || event.detail.xhr.status !== 422) return
  event.detail.isError = false
  const answer = new DOMParser().parseFromString(event.detail.serverResponse, "text/html")
  const form = document.querySelector(place)?.querySelector("form")
  const wanted = place.startsWith("#add-") ? null : "#item-form"
  if (wanted) {
    Object.assign(event.detail, { shouldSwap: true, target: document.querySelector(place), selectOverride: wanted, swapOverride: "innerHTML" })
    return
  }
  // The short form has few of the fields, so the errors stand over it, in the words of the full form.
  const summary = answer.querySelector("main .govuk-error-summary")
  if (!form || !summary) return
  for (const link of summary.querySelectorAll("a[href^='#id_']")) link.setAttribute("href", `${place}-${link.hash.slice(4)}`)
  form.parentElement.querySelector(".govuk-error-summary")?.remove()
  form.before(document.adoptNode(summary))
  summary.tabIndex = -1
  summary.focus()
})

// One item is edited at a time, and its menu closes as soon as something is chosen.
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
// A menu left behind, by the pointer or by Tab, covers what has the focus next.
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
