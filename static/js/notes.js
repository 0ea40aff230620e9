// Shows a bar of buttons while a passage of a paper is selected, and saves a highlight or a note on it. Without this script the link
// below each page leads to a form.
import { announce } from "./announce.js"
import { updateCopies } from "./device/check.js"
import { keepForLater } from "./device/waiting.js"
import { element } from "./element.js"

const CONTEXT = 32, LONGEST = 2000
const bar = document.getElementById("notes-bar").content.querySelector("form").cloneNode(true)
const box = bar.querySelector(".govuk-form-group"), fault = bar.querySelector("[role=alert]")
const highlight = bar.querySelector("[value=highlight]"), write = bar.querySelector("[value=write]")
let passage = null // {range, page, quote, before, after}

const tidy = (text) => text.replace(/\s+/g, " ")

// Returns the selected passage, cut to the page on which it begins; null where nothing on a page is selected.
const selected = () => {
  const selection = getSelection()
  if (!selection.rangeCount || selection.isCollapsed) return null
  const range = selection.getRangeAt(0).cloneRange()
  const parent = range.startContainer.nodeType === Node.TEXT_NODE ? range.startContainer.parentElement : range.startContainer
  const words = parent.closest(".council-words[data-page]")
  if (!words) return null
  const isWhole = words.contains(range.endContainer)
  if (!isWhole) range.setEnd(words, words.childNodes.length)
  const quote = tidy((isWhole ? selection : range).toString()).trim() // a selection has a line break between paragraphs
  if (!quote || quote.length > LONGEST) return null
  const before = document.createRange(), after = document.createRange()
  before.selectNodeContents(words)
  before.setEnd(range.startContainer, range.startOffset)
  after.selectNodeContents(words)
  after.setStart(range.endContainer, range.endOffset)
  const [left, right] = [before, after].map((near) => tidy(near.toString()))
  return { range, words, quote, page: words.dataset.page, before: left.slice(-CONTEXT), after: right.slice(0, CONTEXT) }
}

const close = () => {
  bar.remove()
  bar.reset()
  passage = null
  box.hidden = fault.hidden = true
  highlight.textContent = "Highlight"
  write.hidden = false
}

const offer = () => {
  if (!box.hidden) return // a note is being written
  const now = selected()
  if (!now) {
    if (passage && !bar.contains(document.activeElement)) close()
    return
  }
  if (!passage) announce("Buttons to highlight the passage or to write a note are at the end of the page.")
  passage = now
  if (!bar.isConnected) document.querySelector(".council-reading").after(bar)
}

// Puts <mark> around each piece of text in the passage.
const markPassage = ({ range, words }) => {
  const walk = document.createTreeWalker(words, NodeFilter.SHOW_TEXT)
  const texts = []
  while (walk.nextNode()) if (range.intersectsNode(walk.currentNode)) texts.push(walk.currentNode)
  const { startContainer, startOffset, endContainer, endOffset } = range
  for (const text of texts) {
    const piece = document.createRange()
    piece.setStart(text, text === startContainer ? startOffset : 0)
    piece.setEnd(text, text === endContainer ? endOffset : text.length)
    if (piece.toString().trim()) piece.surroundContents(document.createElement("mark"))
  }
}

// Lists a note below its page, with a link of that text.
const list = ({ words }, { quote, text }, href, textContent) => {
  const link = element("a", { className: "govuk-link govuk-body-s", href, textContent })
  const parts = [element("blockquote", { className: "notes-note__quote" }, quote), element("p", { className: "govuk-body" }, text), link]
  words.closest(".council-leaf").querySelector("[data-notes]").append(element("li", { className: "notes-note" }, ...parts))
}

const meetingOf = ({ action }) => new URL("../../", action)

// Stores a note on an open paper on this device, to be sent later. Resolves to whether the meeting is kept on this device.
const waits = ({ key, quote }, sent) => {
  const fields = Object.fromEntries(sent)
  delete fields.csrfmiddlewaretoken // another one is valid by then
  return keepForLater(document.body.dataset.user, meetingOf(bar).pathname, { key, url: bar.action, fields, quote })
}

const save = async () => {
  const chosen = passage // the selection may end while the note is sent
  const { page, quote, before, after } = chosen
  const sent = new FormData(bar)
  // The key is drawn once for a passage, so that a note that is sent again after a failure is saved once.
  chosen.key ??= crypto.randomUUID()
  for (const [name, value] of Object.entries({ key: chosen.key, page, quote, before, after })) sent.set(name, value)
  const failed = (sentence) => {
    fault.textContent = sentence
    fault.hidden = false
  }
  try {
    const answer = await fetch(bar.action, { method: "POST", body: sent, headers: { Accept: "application/json" } })
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json")
    if (!isJson) return failed("Your note was not saved. Copy it, then reload the page: you may have been signed out.")
    const note = await answer.json()
    if (!answer.ok) return failed(note.sentence)
    markPassage(chosen)
    list(chosen, note, new URL(`../${note.key}/`, bar.action), "Change, share or delete")
    getSelection().removeAllRanges()
    close()
    announce(note.text ? "Note saved." : "Highlighted.")
    updateCopies()
  } catch {
    const isKept = bar.dataset.open !== undefined && (await waits(chosen, sent).catch(() => false))
    if (!isKept) return failed("Your note was not saved: there is no connection. Try again.")
    markPassage(chosen)
    list(chosen, { quote, text: sent.get("text") }, new URL("device/", meetingOf(bar)), "On this device, not sent yet")
    close()
    announce("On this device, not sent yet.")
  }
}

let soon
document.addEventListener("selectionchange", () => {
  clearTimeout(soon)
  soon = setTimeout(offer, 250)
})
bar.addEventListener("submit", (event) => {
  event.preventDefault()
  save()
})
write.addEventListener("click", () => {
  box.hidden = false
  write.hidden = true
  highlight.textContent = "Save note"
  box.querySelector("textarea").focus()
})
bar.querySelector("[value=cancel]").addEventListener("click", close)
bar.addEventListener("keydown", (event) => event.key === "Escape" && close())
offer() // a passage may have been selected while this script was loaded
