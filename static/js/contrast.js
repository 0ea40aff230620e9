// Shows the contrast of the colours that the user picks. Without this script the table shows the contrast of the saved colours.
const table = document.querySelector("[data-contrast]")
const value = (name) => document.querySelector(`[name=${name}]`).value
const parts = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16))
const light = (colour) => {
  const [red, green, blue] = parts(colour).map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
const contrast = (one, other) => {
  const [darker, lighter] = [light(one), light(other)].sort((a, b) => a - b)
  return (lighter + 0.05) / (darker + 0.05)
}
const tint = (colour) => "#" + parts(colour).map((part) => Math.round(part * 0.06 + 255 * 0.94).toString(16).padStart(2, "0")).join("")

const tell = () => {
  const [band, text, link] = ["brand_colour", "brand_text_colour", "link_colour"].map(value)
  if (![band, text, link].every((colour) => /^#[0-9a-fA-F]{6}$/.test(colour))) return
  const ratios = [contrast(band, text), contrast(link, "#ffffff"), contrast(link, tint(band))]
  table.caption.textContent = "Contrast of the colours chosen (at least 4.5 to 1)"
  table.tBodies[0].querySelectorAll("tr").forEach((row, place) => {
    row.cells[1].textContent = `${ratios[place].toFixed(1)} to 1`
    row.cells[2].textContent = ratios[place] >= 4.5 ? "Enough" : "Too little"
  })
}

if (table) {
  for (const field of document.querySelectorAll("input[type=color]")) field.addEventListener("input", tell)
}
