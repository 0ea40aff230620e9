// Drop zone of the agenda: files dropped on the zone are sent at once, like chosen files. The page works without this script.
const lit = "desk-files--dropping"
const zoneUnder = (event) => (event.dataTransfer?.types?.includes("Files") ? event.target.closest?.("[data-drop-files]") : null)

for (const words of document.querySelectorAll(".desk-files__drop")) words.hidden = false

document.addEventListener("dragover", (event) => {
  const zone = zoneUnder(event)
  if (!zone) return
  event.preventDefault()
  zone.classList.add(lit)
})
document.addEventListener("dragleave", (event) => {
  const zone = zoneUnder(event)
  if (zone && !zone.contains(event.relatedTarget)) zone.classList.remove(lit)
})
document.addEventListener("drop", (event) => {
  const zone = zoneUnder(event)
  if (!zone) return
  event.preventDefault()
  zone.classList.remove(lit)
  zone.elements.papers.files = event.dataTransfer.files
  zone.requestSubmit()
})
