// The editor itself: which marks and blocks a minute may have, without styles of its own (the policy forbids them).
import {
  Bold, BulletList, Document, Editor, Gapcursor, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList,
  Paragraph, Table, TableCell, TableHeader, TableRow, Text,
} from "../../django_prose_editor/editor.js"
import { fromElsewhere } from "./word.js"

// Tab leaves the editor, as it leaves any other box: no keyboard is caught in a list or a table.
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

// An editor in `element`, showing `html`; `attributes` name it; `changed` is called after each change by its writer.
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

// The text as it is sent: nothing where nothing is written.
export const textOf = (editor) => (editor.isEmpty ? "" : editor.getHTML())

// Another text in its place, with the caret about where it was; undone like any other change, but not sent again.
export const show = (editor, html) => {
  const { from } = editor.state.selection
  editor.chain().setMeta("addToHistory", true).setContent(html, { emitUpdate: false }).run()
  editor.commands.setTextSelection(Math.min(from, editor.state.doc.content.size))
}
