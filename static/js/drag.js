// Dragging, in addition to the buttons "Move up" and "Move down", for pages that load this module:
//   <ol data-drag="/address/to/post/to"> <li data-drag-id="7"> ... <span class="council-drag" hidden>Drag</span>
// When an item is dropped, item=<id>&position=<1..n> is posted to the address of the list, and the list dispatches "council:moved".
// A refused item moves back, with a message. The CSRF token is sent as a header: with the token in the body, the server would ignore
// a repeated move as the same form sent twice (committee/forms/sent_forms.py).
import "../vendor/sortablejs/Sortable.min.js"
import { announce } from "./announce.js"
import { element } from "./element.js"
import { token } from "./minutes/post.js"

const Sortable = globalThis.Sortable

const say = (list, text) => {
  let line = document.getElementById("council-drag-status")
  if (!line) {
    line = element("p", { id: "council-drag-status", className: "govuk-body-s" })
    list.before(line)
  }
  line.textContent = text
  announce(text)
}

const send = async (list, moved, from) => {
  const position = [...list.querySelectorAll(":scope > [data-drag-id]")].indexOf(moved) + 1
  const body = new URLSearchParams({ item: moved.dataset.dragId, position })
  try {
    const answer = await fetch(list.dataset.drag, { method: "POST", body, headers: { "X-CSRFToken": token() } })
    if (!answer.ok) throw new Error(answer.statusText)
    list.dispatchEvent(new CustomEvent("council:moved", { bubbles: true, detail: { moved, position } }))
    say(list, `Moved to position ${position} of ${list.querySelectorAll(":scope > [data-drag-id]").length}.`)
  } catch {
    list.insertBefore(moved, list.children[from] ?? null)
    say(list, "That move was not saved. The order is as it was.")
  }
}

const makeDraggable = (list) => {
  for (const handle of list.querySelectorAll(".council-drag[hidden]")) handle.hidden = false
  Sortable.create(list, {
    handle: ".council-drag",
    draggable: "[data-drag-id]",
    ghostClass: "council-drag--held",
    chosenClass: "council-drag--lifted",
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 120,
    onEnd: ({ item, oldIndex, newIndex }) => {
      if (oldIndex !== newIndex) send(list, item, oldIndex < newIndex ? oldIndex : oldIndex + 1)
    },
  })
}

const start = (scope) => {
  for (const list of scope.querySelectorAll("[data-drag]:not([data-drag-ready])")) {
    list.dataset.dragReady = "yes"
    makeDraggable(list)
  }
}
start(document)
document.addEventListener("htmx:load", (event) => start(event.target.parentElement ?? event.target))
