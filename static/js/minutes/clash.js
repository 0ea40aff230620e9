// Shows where two texts of one minute differ, and lets the writer choose.
import { element } from "../element.js"

const CHOICES = [
  ["mine", "Keep mine", "govuk-button"],
  ["theirs", "Keep theirs", "govuk-button govuk-button--secondary"],
  ["both", "Combine both", "govuk-button govuk-button--secondary"],
]

// Fills `part` with the server's answer and three buttons. A press empties and hides `part`, and calls `chosen` with "mine", "theirs" or
// "both".
export const showClash = (part, answer, chosen) => {
  const heading = element("h2", {
    className: "govuk-heading-s", id: part.getAttribute("aria-labelledby"), tabIndex: -1,
    textContent: `${answer.by} also changed this${answer.saved ? `, saved ${answer.saved}` : ""}`,
  })
  const hint = element("p", {
    className: "govuk-body-s",
    textContent: "Yours is kept on this computer. Struck through: only in your version. Underlined: only in theirs.",
  })
  const difference = element("div", { innerHTML: answer.difference })
  const buttons = CHOICES.map(([name, label, look]) => {
    const button = element("button", { type: "button", className: look, textContent: label })
    button.addEventListener("click", () => {
      part.hidden = true
      part.replaceChildren()
      chosen(name)
    })
    return button
  })
  part.replaceChildren(heading, hint, difference, element("div", { className: "govuk-button-group" }, ...buttons))
  part.hidden = false
}
