// Shows the colours that the user types or picks: on this page itself, and their contrast in the table. Adds a picker to each field. Without
// this script the page and the table show the saved colours.
const table = document.querySelector("[data-contrast]")
const SHOWN_BY = {
  brand_colour: ["--council-band", "--govuk-brand-colour"],
  brand_text_colour: ["--council-band-text"],
  link_colour: ["--govuk-link-colour"],
}
const HEX = /^#[0-9a-fA-F]{6}$/
const field = (name) => document.querySelector(`[name=${name}]`)
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
  const colours = Object.keys(SHOWN_BY).map((name) => field(name).value)
  if (!colours.every((colour) => HEX.test(colour))) return
  const [band, text, link] = colours
  Object.values(SHOWN_BY).forEach((names, at) => names.forEach((name) => document.documentElement.style.setProperty(name, colours[at])))
  const ratios = [contrast(band, text), contrast(link, "#ffffff"), contrast(link, tint(band))]
  table.caption.textContent = "Contrast of the colours chosen (at least 4.5 to 1)"
  table.tBodies[0].querySelectorAll("tr").forEach((row, place) => {
    row.cells[1].textContent = `${ratios[place].toFixed(1)} to 1`
    row.cells[2].textContent = ratios[place] >= 4.5 ? "Enough" : "Too little"
  })
}

const addPicker = (typed) => {
  const picker = document.createElement("input")
  picker.type = "color"
  picker.className = "council-picker"
  picker.setAttribute("aria-label", `Pick: ${typed.labels[0].textContent.trim()}`)
  picker.addEventListener("input", () => { typed.value = picker.value; tell() })
  typed.addEventListener("input", () => { if (HEX.test(typed.value)) picker.value = typed.value; tell() })
  typed.dispatchEvent(new Event("input"))
  typed.after(picker)
}

if (table) Object.keys(SHOWN_BY).forEach((name) => addPicker(field(name)))
