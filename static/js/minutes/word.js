// What other programs put on the clipboard. In Word's, lists are paragraphs with "mso-list:l0 level2 lfo1" and a
// typed-out bullet or number; in many, bold and italic are styles. The policy forbids style attributes wherever HTML is
// parsed, so they are renamed before.
const LEVEL = /mso-list:\s*l\d+\s+level(\d+)/i
const NUMBERED = /^[\s\xa0]*\(?(\d+|[a-z]|[ivxlc]+)[.)]/i

// HTML that says the same by its elements alone.
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

// Bold and italic that are only styles become elements; a <b> that is styled not to be bold is none.
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

// Moves a paragraph into the list of its level, begun where there is none; returns the lists that are open then.
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
  // The number that Word shows stays, where a list restarts or goes on after other text.
  const number = /^\s*(\d{1,5})[.)]?\s*$/.exec(mark)?.[1]
  if (ordered && number) item.value = Number(number)
  around.at(-1).list.append(item)
  paragraph.remove()
  return around
}

// Whether nothing but blanks stands between the list and the paragraph.
const follows = (list, paragraph) => {
  let next = list.nextSibling
  while (next && next.nodeName === "#text" && !next.textContent.trim()) next = next.nextSibling
  return next === paragraph
}

// Takes the typed-out bullet or number off a paragraph and says what it was.
const takeMark = (paragraph) => {
  const parts = [...paragraph.querySelectorAll("[data-style]")]
  const mark = parts.find((part) => /mso-list:\s*ignore/i.test(styleOf(part)))
  mark?.remove()
  return mark?.textContent ?? ""
}
