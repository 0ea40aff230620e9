// The agenda builder's extras: dropping PDFs on an item, fresh page ranges after a drag, and a fresh count after a build. Nothing here is needed to use the page.
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
  if (!item?.querySelector(".desk-drop")) return
  event.preventDefault()
  item.classList.add(lit)
})
document.addEventListener("dragleave", (event) => {
  const item = itemUnder(event)
  if (item && !item.contains(event.relatedTarget)) item.classList.remove(lit)
})
document.addEventListener("drop", (event) => {
  const form = itemUnder(event)?.querySelector(".desk-drop")
  if (!form) return
  event.preventDefault()
  form.elements.pdfs.files = event.dataTransfer.files
  // One file may be the paper that is missing; several are papers of their own.
  if (event.dataTransfer.files.length > 1) form.elements.paper?.remove()
  form.submit()
})
