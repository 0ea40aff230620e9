// Toolbar above the text. Tab stops at the toolbar once; the arrow keys, Home and End move between its buttons.
import { element } from "../element.js"

const BUTTONS = [
  ["Bold", (does) => does.toggleBold(), (editor) => editor.isActive("bold"), "Ctrl+B"],
  ["Italic", (does) => does.toggleItalic(), (editor) => editor.isActive("italic"), "Ctrl+I"],
  ["Heading", (does) => does.toggleHeading({ level: 3 }), (editor) => editor.isActive("heading", { level: 3 })],
  ["Small heading", (does) => does.toggleHeading({ level: 4 }), (editor) => editor.isActive("heading", { level: 4 })],
  ["Bullets", (does) => does.toggleBulletList(), (editor) => editor.isActive("bulletList")],
  ["Numbers", (does) => does.toggleOrderedList(), (editor) => editor.isActive("orderedList")],
  ["Further in", (does) => does.sinkListItem("listItem"), null, "Ctrl+]"],
  ["Further out", (does) => does.liftListItem("listItem"), null, "Ctrl+["],
  ["Table", (does) => does.insertTable({ rows: 3, cols: 2, withHeaderRow: true }), null],
  ["Add row", (does) => does.addRowAfter(), null],
  ["Add column", (does) => does.addColumnAfter(), null],
  ["Delete row", (does) => does.deleteRow(), null],
  ["Delete column", (does) => does.deleteColumn(), null],
  ["Undo", (does) => does.undo(), null, "Ctrl+Z"],
  ["Redo", (does) => does.redo(), null, "Ctrl+Y"],
]
// Buttons that are shown only while the caret is in a table.
const OF_TABLES = new Set(["Add row", "Add column", "Delete row", "Delete column"])

// Returns the action of a button in template[data-inserts]. `words` such as "[image 1]" become a new paragraph. A footnote, "^[]", is
// inserted at the caret, and the caret moves between the brackets.
const inserting = (editor, words) => (does) => {
  const text = { type: "text", text: words }
  if (!words.startsWith("^[")) return does.insertContent({ type: "paragraph", content: [text] })
  return does.insertContent(text).setTextSelection(editor.state.selection.from + words.length - 1)
}

// Returns the toolbar of `editor` with the accessible name `label`. Its buttons show the format of the text at the caret. `inserts`: a
// template with further buttons.
export const makeToolbar = (editor, label, inserts = null) => {
  const bar = element("div", { className: "minute-editor__bar", role: "toolbar", ariaLabel: label })
  const more = [...(inserts?.content.querySelectorAll("button") ?? [])]
  const added = more.map((source) => [source.textContent, inserting(editor, source.value), undefined, source.title])
  const buttons = [...BUTTONS, ...added].map(([name, act, active, keys]) => {
    const button = element("button", { type: "button", textContent: name, title: keys ?? "", tabIndex: -1 })
    // A press of the mouse must not move the focus out of the text, because the caret would be lost.
    button.addEventListener("mousedown", (event) => event.preventDefault())
    button.addEventListener("click", () => {
      if (button.ariaDisabled !== "true") act(editor.chain().focus()).run()
    })
    bar.append(button)
    return { button, name, act, active }
  })
  buttons[0].button.tabIndex = 0

  const follow = () => {
    const inTable = editor.isActive("table")
    for (const { button, name, act, active } of buttons) {
      if (active) button.ariaPressed = String(active(editor))
      else if (active === null) button.ariaDisabled = String(!act(editor.can().chain()).run())
      button.hidden = OF_TABLES.has(name) && !inTable
    }
    const stop = buttons.find(({ button }) => button.tabIndex === 0)
    if (stop.button.hidden) goTo(buttons[0].button, false)
  }

  const goTo = (button, focus = true) => {
    for (const other of buttons) other.button.tabIndex = other.button === button ? 0 : -1
    if (focus) button.focus()
  }
  bar.addEventListener("focusin", (event) => goTo(event.target, false))
  bar.addEventListener("keydown", (event) => {
    const shown = buttons.map(({ button }) => button).filter((button) => !button.hidden)
    const at = shown.indexOf(document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: shown.length - 1 }[event.key]
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return
    event.preventDefault()
    goTo(shown[(to + shown.length) % shown.length])
  })
  editor.on("transaction", follow)
  follow()
  return bar
}
