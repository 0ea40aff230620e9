// Drop zone of the agenda: files dropped on the zone are sent at once, like chosen files. The page works without this script.

// While files are dragged over an element that matches `places`, gives it the class `lit`. Calls `take` with the element and the files
// that are dropped on it.
export const takeFiles = (places, lit, take) => {
  const on = (kind, act) => document.addEventListener(kind, (event) => {
    const place = event.dataTransfer?.types?.includes("Files") ? event.target.closest?.(places) : null
    if (!place) return
    if (kind !== "dragleave") event.preventDefault()
    act(place, event)
  })
  on("dragover", (place) => place.classList.add(lit))
  on("dragleave", (place, { relatedTarget }) => place.classList.toggle(lit, place.contains(relatedTarget)))
  on("drop", (place, { dataTransfer }) => {
    place.classList.remove(lit)
    take(place, dataTransfer.files)
  })
}

for (const words of document.querySelectorAll(".desk-files__drop")) words.hidden = false
takeFiles("[data-drop-files]", "desk-files--dropping", (form, files) => {
  form.elements.papers.files = files
  form.requestSubmit()
})
