// Extras of the planner: "Move" opens its form in a dialog, and cards can be dragged between meetings and the waiting items. The page
// works without this script: each link leads to the same form on a separate page. A dropped card sends or opens that form.
import "../vendor/sortablejs/Sortable.min.js"
import { announce } from "./announce.js"

const Sortable = globalThis.Sortable
const board = document.querySelector("[data-planner]")
const dialog = document.getElementById("move")

// The column of waiting items stays in view beside a long board if the whole column fits into the window.
const side = board?.querySelector(".programme-board__side")
const stay = () => side.classList.toggle("programme-board__side--stays", side.scrollHeight + 16 <= innerHeight)
if (side) {
  new ResizeObserver(stay).observe(side)
  addEventListener("resize", stay)
}

const formAt = async (address) => {
  // With the header of htmx, the server does not fill the form with the kept texts of an unsaved form: a full page shows these.
  const answer = await fetch(address, { headers: { "HX-Request": "true" } })
  if (!answer.ok) throw new Error(answer.statusText)
  const page = new DOMParser().parseFromString(await answer.text(), "text/html")
  return page.querySelector("[data-move-form]")
}

// Opens the form in the dialog. Where the form cannot be loaded (an error, the sign-in page), opens the form's separate page.
const ask = async (address) => {
  const form = await formAt(address).catch(() => null)
  if (!form) return location.assign(address)
  dialog.replaceChildren(form)
  dialog.showModal()
  const chosen = form.querySelector("input[type=radio]:checked")
  const first = chosen ? form.querySelector("textarea") : form.querySelector("input[type=radio]")
  first?.focus()
}

// Returns the address of the form for a card that was dropped on a meeting.
const moving = (card, to) => {
  const address = new URL(card.dataset.move, location.href)
  address.searchParams.set("to", to)
  return address.href
}

const send = async (card, to) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? ""
  const body = new URLSearchParams({ to })
  const answer = await fetch(card.dataset.move, { method: "POST", body, headers: { "X-CSRFToken": token }, redirect: "manual" })
  // After a saved move the server redirects to this page: reload to show the new board and the message.
  if (answer.type !== "opaqueredirect") throw new Error(answer.statusText)
  location.reload()
}

const dropped = async ({ item: card, from, to, oldIndex }) => {
  board.classList.remove("programme-dragging")
  if (from === to) return
  const meeting = to.dataset.drop
  const back = () => from.insertBefore(card, from.children[oldIndex] ?? null)
  if ("reason" in card.dataset) {
    back()
    return ask(moving(card, meeting))
  }
  try {
    announce("Moving …")
    await send(card, meeting)
  } catch {
    back()
    announce("That move was not saved.")
    ask(moving(card, meeting))
  }
}

if (board && dialog?.showModal) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-move-link]")
    if (link && !(event.metaKey || event.ctrlKey || event.shiftKey || event.button)) {
      event.preventDefault()
      ask(link.href)
    }
    const leave = event.target.closest("dialog [data-close]")
    if (leave || event.target === dialog) {
      event.preventDefault()
      dialog.close()
    }
  })
  dialog.addEventListener("close", () => dialog.replaceChildren())
  board.classList.add("programme-drags")
  for (const list of board.querySelectorAll("[data-drop]")) {
    Sortable.create(list, {
      group: "programme",
      draggable: ".programme-card--movable",
      filter: "a, summary, button",
      preventOnFilter: false,
      sort: false,
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      ghostClass: "programme-card--held",
      chosenClass: "programme-card--lifted",
      emptyInsertThreshold: 24,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
      onStart: () => board.classList.add("programme-dragging"),
      onEnd: dropped,
    })
  }
}
