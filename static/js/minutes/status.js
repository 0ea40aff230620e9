// The line that says where the text is saved. The line shows every change of state. Screen readers announce only a fault, the end of a
// fault, a save that the writer asked for, a change by somebody else, and the names of others who have the text open.
import { announce } from "../announce.js"
import { element } from "../element.js"

const KEPT = "Kept on this computer, will send"

export class StatusLine {
  constructor(part, signIn) {
    this.line = part("line")
    this.here = part("others")
    this.signIn = signIn
    this.last = this.line.textContent
    this.trouble = ""
  }

  say(state) {
    const [words, trouble] = this.wordsOf(state)
    this.line.textContent = words
    this.line.dataset.kind = state.kind
    if (state.kind === "saved") this.last = words
    if (state.kind === "signed out") this.line.append(" ", this.link())
    if (state.by) announce(`${state.by} has changed this. You see it as it is now.`)
    else if (trouble !== this.trouble || (this.asked && state.kind === "saved")) announce(trouble || "Saved")
    if (state.kind === "saved") this.asked = false
    this.trouble = trouble
  }

  wordsOf({ kind, saved, sentence = "", waiting }) {
    if (kind === "saved") return [saved ? `Saved ${saved}` : "Saved", ""]
    if (kind === "kept" && waiting) return [KEPT, this.trouble]
    if (kind === "kept" && this.trouble) return [this.line.textContent, this.trouble]
    if (kind === "clash") return ["Kept on this computer, will send when you have chosen", sentence]
    if (kind === "refused") return [`Not saved. ${sentence} Your text is kept on this computer.`, sentence]
    if (kind === "signed out") return [`${KEPT}. ${sentence || "You are signed out."}`, `${KEPT}. You are signed out.`]
    if (kind === "unkept") return ["Not saved. Keep this window open", "This window cannot keep texts"]
    return [KEPT, KEPT]
  }

  link() {
    return element("a", { href: this.signIn, target: "_blank", className: "govuk-link", textContent: "Sign in (opens a new tab)" })
  }

  // Shows the last state again after the user has signed in again, where no text was unsent.
  back() {
    if (this.line.dataset.kind !== "signed out") return
    this.line.textContent = this.last
    this.line.dataset.kind = "saved"
    this.trouble = ""
  }

  // Shows who else has the text open.
  others({ others = [], again = false }) {
    const names = [...others, ...(again ? ["you, in another window,"] : [])]
    const are = others.length + Number(again) > 1 || again ? "have" : "has"
    const words = names.length ? `${names.join(" and ")} also ${are} this open` : ""
    const text = words.charAt(0).toUpperCase() + words.slice(1)
    if (this.here.textContent === text) return
    this.here.textContent = text
    this.here.hidden = !text
    announce(text)
  }
}
