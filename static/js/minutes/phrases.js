// List of the council's phrases: Alt+P opens the list, a digit or Enter inserts a phrase, Escape returns to the text.
import { element } from "../element.js"

export const makePhrases = (editor, template, name) => {
  const opener = element("button", { type: "button", textContent: "Phrases (Alt+P)", ariaExpanded: "false" })
  const list = element("ol", { id: `${name}-phrases`, hidden: true })
  opener.setAttribute("aria-controls", list.id)
  const buttons = [...template.content.querySelectorAll("button")].map((source, at) => {
    const button = element("button", { type: "button", title: source.value }, at < 9 ? `${at + 1} ` : "", source.textContent)
    button.addEventListener("click", () => take(source.value))
    list.append(element("li", {}, button))
    return button
  })

  const open = (wanted) => {
    list.hidden = !wanted
    opener.ariaExpanded = String(wanted)
    if (wanted) buttons[0].focus()
  }
  const take = (text) => {
    open(false)
    const lines = text.split(/\r?\n/).filter((line) => line.trim())
    const words = lines.length === 1 ? [{ type: "text", text: lines[0] }] : lines.map((line) => ({
      type: "paragraph", content: [{ type: "text", text: line }],
    }))
    editor.chain().focus().insertContent(words).run()
  }
  opener.addEventListener("click", () => open(list.hidden))
  list.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement)
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key]
    const figure = /^[1-9]$/.test(event.key) ? buttons[event.key - 1] : null
    if (event.key === "Escape") {
      open(false)
      editor.commands.focus()
    } else if (figure && !event.ctrlKey && !event.altKey) figure.click()
    else if (to !== undefined) buttons[(to + buttons.length) % buttons.length].focus()
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  // `code` names the key. `key` would be another letter on a Mac, where Alt changes the letter.
  editor.view.dom.addEventListener("keydown", (event) => {
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyP") return
    event.preventDefault()
    open(true)
  })
  return element("div", { className: "minute-editor__phrases" }, opener, list)
}
