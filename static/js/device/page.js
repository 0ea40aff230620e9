// The part of a meeting's page that keeps the meeting on this device, updates its copies and removes them.
import { announce } from "../announce.js"
import { askForList, hasChanged, isAble, keep, keptList, remove, renew } from "./store.js"

const part = document.querySelector("[data-device]")
const meeting = { user: document.body.dataset.user, address: part.dataset.device }
let isBusy = false

// Shows the pieces whose data-when is one of `states`.
const show = (...states) => {
  for (const piece of part.querySelectorAll("[data-when]")) piece.hidden = !states.includes(piece.dataset.when)
}

const refresh = async (...more) => {
  const kept = await keptList(meeting)
  if (!kept) return show("absent", ...more)
  part.querySelector("[data-made]").textContent = kept.made
  show("kept", ...more)
  if (kept.unread) more.push("unread")
  const list = navigator.onLine ? await renew(meeting) : undefined
  const now = await keptList(meeting)
  if (!now) return show("absent", ...more)
  if (list && hasChanged(now, list)) more.push("changed")
  show("kept", ...more)
}

const store = async () => {
  const { list, isGone } = await askForList(meeting)
  if (!list || isGone) throw new Error("no list")
  await keep(meeting, list)
}

const ACTS = { keep: store, update: store, remove: () => remove(meeting) }

if (isAble()) {
  refresh()
  part.addEventListener("click", async ({ target }) => {
    const act = ACTS[target.dataset.act]
    if (!act || isBusy) return
    isBusy = true
    part.setAttribute("aria-busy", "true")
    const failed = await act().then(() => [], () => ["failed"])
    await refresh(...failed)
    part.removeAttribute("aria-busy")
    isBusy = false
    announce(failed.length ? part.querySelector("[data-when=failed]").textContent : target.dataset.done)
    if (!target.checkVisibility()) [...part.querySelectorAll("[data-act]")].find((button) => button.checkVisibility())?.focus()
  })
}
