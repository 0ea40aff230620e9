// Cleans HTML pasted from other programs. Word writes a list item as a paragraph with the style "mso-list:l0 level2 lfo1" and a typed
// bullet or number. Many programs write bold and italic as styles. The Content-Security-Policy forbids style attributes in parsed HTML,
// so they are renamed to data-style first.
const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i
const NUMBERED = /^[\s\xa0]*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i

// Returns the pasted HTML with elements in place of styles.
export const fromElsewhere = (html) => {
  const bare = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[a-z][^>]*?\s)style(?=\s*=)/gi, "$1data-style")
  const page = new DOMParser().parseFromString(bare, "text/html")
  for (const part of page.body.querySelectorAll("[data-style]")) emphasise(page, part)
  let open = []
  for (const paragraph of page.body.querySelectorAll("p, h1, h2, h3, h4, h5, h6")) {
    const said = LEVEL.exec(styleOf(paragraph))
    if (!said || (open.length && !follows(open[0].list, paragraph))) open = []
    if (said) open = intoList(page, open, paragraph, Number(said[1]))
  }
  for (const part of page.body.querySelectorAll("[data-style]")) part.removeAttribute("data-style")
  return page.body.innerHTML
}

const styleOf = (part) => part.getAttribute("data-style") ?? ""

// Puts <strong> and <em> where a style says bold or italic. A <b> whose style says “not bold” is replaced by its content.
const emphasise = (page, part) => {
  const style = styleOf(part)
  if (part.matches("b, strong") && /font-weight:\s*(normal|400)/i.test(style)) return part.replaceWith(...part.childNodes)
  if (!part.matches("span, font, a")) return
  for (const [tag, looks] of [["strong", /font-weight:\s*(bold|[6-9]00)/i], ["em", /font-style:\s*italic/i]]) {
    if (!looks.test(style)) continue
    const mark = page.createElement(tag)
    mark.append(...part.childNodes)
    part.append(mark)
  }
}

// Moves a paragraph into the list of its level, or into a new list. Returns the open lists, outermost first.
const intoList = (page, open, paragraph, level) => {
  const mark = takeMark(paragraph)
  const ordered = NUMBERED.test(mark)
  const around = open.filter((part) => part.level < level || (part.level === level && part.ordered === ordered))
  if (around.at(-1)?.level !== level) {
    const list = page.createElement(ordered ? "ol" : "ul")
    const above = around.at(-1)?.list.lastElementChild
    if (above) above.append(list)
    else paragraph.before(list)
    around.push({ list, ordered, level })
  }
  const [item, words] = [page.createElement("li"), page.createElement("p")]
  words.append(...paragraph.childNodes)
  item.append(words)
  // Word's number is kept, because a list may restart, or continue after other text.
  const number = /^\s*(\d{1,5})[.)]?\s*$/.exec(mark)?.[1]
  if (ordered && number) item.value = Number(number)
  around.at(-1).list.append(item)
  paragraph.remove()
  return around
}

// Returns whether only blanks are between the list and the paragraph.
const follows = (list, paragraph) => {
  let next = list.nextSibling
  while (next && next.nodeName === "#text" && !next.textContent.trim()) next = next.nextSibling
  return next === paragraph
}

// Removes the typed bullet or number from a paragraph, and returns its text ("" for none).
const takeMark = (paragraph) => {
  const parts = [...paragraph.querySelectorAll("[data-style]")]
  const mark = parts.find((part) => /mso-list:\s*ignore/i.test(styleOf(part)))
  mark?.remove()
  return mark?.textContent ?? ""
}
