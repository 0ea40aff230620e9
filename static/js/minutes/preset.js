// Makes the editor with the marks and blocks that a minute may have. `injectCSS` is off: the Content-Security-Policy forbids such styles.
import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList,
  Paragraph, Table, TableCell, TableHeader, TableRow, Text,
} from "../../django_prose_editor/editor.js"
import { fromElsewhere } from "./word.js"

// Tab leaves the editor even from a list or a table, so that a keyboard user is not trapped.
const TabLeaves = { Tab: () => false, "Shift-Tab": () => false }
const Item = ListItem.extend({
  addKeyboardShortcuts() {
    return {
      ...TabLeaves,
      Enter: () => this.editor.commands.splitListItem(this.name),
      "Mod-]": () => this.editor.commands.sinkListItem(this.name),
      "Mod-[": () => this.editor.commands.liftListItem(this.name),
    }
  },
})
const Rows = Table.extend({
  addKeyboardShortcuts() {
    return { ...this.parent?.(), ...TabLeaves }
  },
})

const EXTENSIONS = [
  Document, Paragraph, Text, HardBreak, History, Gapcursor, Bold, Italic, BulletList, OrderedList, Item,
  Heading.configure({ levels: [3, 4] }),
  Link.configure({ openOnClick: false, autolink: true, enableTarget: false, HTMLAttributes: { rel: null, target: null } }),
  Rows.configure({ resizable: false }), TableRow, TableHeader, TableCell,
]

// Returns an editor in `element` with the text `html`. `attributes` give its accessible name. `changed` is called after each change by
// the writer.
export const makeEditor = (element, html, attributes, changed) =>
  new Editor({
    element,
    extensions: EXTENSIONS,
    content: html,
    injectCSS: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", spellcheck: "true", lang: "en-GB", ...attributes },
      transformPastedHTML: fromElsewhere,
    },
    onUpdate: changed,
  })

// Returns the text as HTML; "" for an empty editor.
export const textOf = (editor) => (editor.isEmpty ? "" : editor.getHTML())

// Replaces the text, with the caret at about the same place. The user can undo this change; `changed` is not called.
export const show = (editor, html) => {
  const { from } = editor.state.selection
  editor.chain().setMeta("addToHistory", true).setContent(html, { emitUpdate: false }).run()
  editor.commands.setTextSelection(Math.min(from, editor.state.doc.content.size))
}
