// The page that keeps exempt papers on this device, shows and removes them.
import { announce } from "../announce.js"
import { checkExempt, draw, dropExempt, exemptOf, keepExempt, openExempt } from "./exempt.js"
import { askForList, isAble, keep, nameOf } from "./store.js"

const part = document.querySelector("[data-exempt]")
const meeting = { user: document.body.dataset.user, address: part.dataset.exempt }
const papers = part.querySelector("[data-papers]"), drawn = part.querySelector("[data-drawn]"), form = part.querySelector("form")
const field = form.querySelector("input"), key = nameOf(meeting)
let isBusy = false

const show = (...states) => {
  for (const piece of part.querySelectorAll("[data-when]")) piece.hidden = !states.includes(piece.dataset.when)
}

const close = () => {
  papers.replaceChildren()
  drawn.textContent = field.value = ""
}

// Asks the portal, where there is a connection, before anything is shown: papers that may no longer be here are deleted.
const refresh = async (state = "closed") => {
  const { list, isGone } = navigator.onLine ? await askForList(meeting) : {}
  let record = await exemptOf(key)
  if (record) await (isGone ? dropExempt(key) : checkExempt(record, list))
  record = await exemptOf(key)
  if (!record) {
    close()
    return show(!list && !isGone ? "offline" : !isGone && list.exempt.length ? "absent" : "none", state)
  }
  const count = record.papers.length
  part.querySelector("[data-count]").textContent = count === 1 ? "1 exempt paper is" : `${count} exempt papers are`
  part.querySelector("[data-made]").textContent = record.made
  show("kept", state, state === "wrong" || state === "failed" ? "closed" : "", list && list.exempt.length !== count ? "changed" : "")
}

// Each resolves to the state that it leads to.
const ACTS = {
  keep: async () => {
    const { list, isGone } = await askForList(meeting)
    if (!list?.exempt.length || isGone) throw new Error("no list")
    await keep(meeting, list) // this page is one of the copies
    const words = await draw(part.dataset.words)
    await keepExempt(key, list, words)
    drawn.textContent = words
    return "words"
  },
  close: async () => close(),
  remove: async () => dropExempt(key),
  open: async () => {
    await refresh()
    const record = await exemptOf(key)
    const opened = record && (await openExempt(record, field.value))
    if (!opened) return record && "wrong"
    close()
    for (const html of opened) papers.insertAdjacentHTML("beforeend", html)
    return "open"
  },
}

const carryOut = async (act, done) => {
  if (isBusy) return
  isBusy = true
  part.setAttribute("aria-busy", "true")
  await refresh((await ACTS[act]().catch(() => "failed")) || "closed")
  part.removeAttribute("aria-busy")
  isBusy = false
  const isShown = (piece) => piece.checkVisibility()
  const fault = [...part.querySelectorAll("[data-when=wrong], [data-when=failed]")].find(isShown)
  announce(fault ? fault.textContent : done)
  ;[part.querySelector("#words"), field, ...part.querySelectorAll("[data-act]")].find(isShown)?.focus()
}

if (isAble() && globalThis.crypto?.subtle) {
  refresh()
  part.addEventListener("click", ({ target: { dataset } }) => dataset.act && carryOut(dataset.act, dataset.done))
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    carryOut("open", form.dataset.done)
  })
  addEventListener("pagehide", close) // no words of a paper stay in a page that the browser keeps
}
