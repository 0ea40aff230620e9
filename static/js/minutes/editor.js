// Turns each form[data-minute-editor] (templates/desk/minutes/_editor.html) into an editor that saves itself.
import { showClash } from "./clash.js"
import { hold, orphans } from "./kept.js"
import { sendOthers } from "./outbox.js"
import { makePhrases } from "./phrases.js"
import { post } from "./post.js"
import { makeEditor, show, textOf } from "./preset.js"
import { Saver } from "./saver.js"
import { StatusLine } from "./status.js"
import { makeToolbar } from "./toolbar.js"

const BEAT = 10000

const start = async (form) => {
  const part = (name) => form.querySelector(`[data-${name}]`)
  const words = form.elements.words
  if (form.dataset.started) return
  form.dataset.started = "yes"
  const record = {
    writer: form.dataset.writer, url: form.getAttribute("action"), which: form.elements.which.value,
    heading: form.dataset.heading, revision: form.elements.revision.value, hand: newHand(),
  }
  record.was = takeHand(record)
  const own = ({ url, which, hand }) => url === record.url && which === record.which && hand !== record.hand
  const kept = orphans(record.writer).then((texts) => texts.filter(own), () => [])
  // Wait for the browser's database at most 1.5 seconds. Texts found later are put back once nothing else is unsaved.
  const early = await Promise.race([kept, later(1500)])
  const queue = early ?? []
  // The user has typed into the plain box already: leave the box as it is, to be saved by its button.
  if (words.value !== words.defaultValue) return
  const hadFocus = document.activeElement === words
  const line = new StatusLine(part, form.dataset.signIn)

  let saver
  const editor = makeEditor(part("box"), part("html").innerHTML, named(form.id), () => saver.changed())
  saver = new Saver(record, () => textOf(editor), (state) => told(state))
  part("box").before(makeToolbar(editor, "How the text looks", part("inserts")))
  if (part("phrases")) part("box").before(makePhrases(editor, part("phrases"), form.id))
  for (const plain of [words, part("plain-only")]) plain.hidden = true
  part("box").hidden = false
  if (hadFocus) editor.commands.focus("end")
  part("save").textContent = "Save now"
  part("line").hidden = false
  hold(record.hand)

  const told = (state) => {
    line.say(state)
    if (state.kind === "clash") showClash(part("clash"), state, (choice) => settle(state, choice))
    if (state.kind === "saved" && queue.length && saver.idle) adopt(queue.shift())
  }
  const settle = async (clash, choice) => {
    if (choice !== "mine") show(editor, choice === "theirs" ? clash.theirs : clash.both)
    editor.commands.focus()
    await saver.settle(clash.revision, { send: choice !== "theirs" })
    if (choice === "theirs") told({ kind: "saved", saved: clash.saved })
  }
  // Shows and sends an unsent text of a window that was closed. The text is sent under the hand (id) of that window.
  const adopt = ({ html, revision, hand, at }) => {
    Object.assign(record, { revision, hand, was: record.hand })
    takeHand(record)
    hold(hand)
    show(editor, html)
    part("restored").hidden = false
    part("restored").textContent = `Text kept on this computer since ${clock(at)} is put back here.`
    saver.changed()
    saver.send()
  }
  const beat = async () => {
    if (!form.isConnected) return stop()
    const { revision } = record
    const news = await post(record)
    if (news.kind === "signed out") return line.say(news)
    if (news.kind !== "saved") return
    line.others(news)
    if (!saver.idle || record.revision !== revision) return
    if (news.html !== undefined && news.revision !== revision) {
      record.revision = news.revision
      show(editor, news.html)
      line.say({ kind: "saved", saved: news.saved, by: news.by })
    } else line.back()
  }
  const beating = setInterval(beat, BEAT)
  const hurry = () => saver.hurry()
  const leave = () => {
    if (saver.unsent) {
      saver.keep()
      saver.send({ leaving: true })
    }
    post(record, undefined, { leaving: true })
  }
  const ask = (event) => {
    if (saver.unkept && saver.unsent) event.preventDefault()
  }
  const listeners = [[window, "online", hurry], [window, "focus", hurry], [window, "pagehide", leave], [window, "beforeunload", ask]]
  for (const [where, what, does] of listeners) where.addEventListener(what, does)
  const stop = () => {
    leave()
    clearInterval(beating)
    for (const [where, what, does] of listeners) where.removeEventListener(what, does)
    editor.destroy()
  }
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    line.asked = saver.unsent = true
    saver.send()
  })
  form.addEventListener("keydown", (event) => {
    if (event.key === "s" && (event.ctrlKey || event.metaKey) && !event.altKey) {
      event.preventDefault()
      form.requestSubmit()
    }
  })
  form.addEventListener("minute:leave", stop)
  // For a script that is about to swap this form: sends the unsent text first. Waits about three seconds for a save under way.
  form.saveNow = async () => {
    for (let tries = 0; tries < 30 && !saver.idle && !saver.stopped && !saver.failures; tries += 1) {
      await saver.send()
      if (!saver.idle) await later(100)
    }
  }

  const putBack = () => {
    if (queue.length && queue.at(-1).html !== textOf(editor)) adopt(queue.pop())
  }
  putBack()
  if (!early) kept.then((found) => {
    queue.push(...found)
    if (saver.idle && form.isConnected) putBack()
  })
  beat()
}

const named = (name) => ({ "aria-labelledby": `${name}-label` })
const newHand = () => [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("")
// Stores the new hand (id) of this window. Returns its hand before a reload, so that the server does not name this window as another
// writer.
const takeHand = ({ url, which, hand }) => {
  const name = `minute-hand ${url} ${which}`
  try {
    const was = sessionStorage.getItem(name) ?? ""
    sessionStorage.setItem(name, hand)
    return was
  } catch {
    return ""
  }
}
const later = (milliseconds, value) => new Promise((resolve) => setTimeout(resolve, milliseconds, value))
const clock = (at) => new Date(at).toLocaleString("en-GB", { day: "numeric", month: "long", hour: "2-digit", minute: "2-digit" })

const enliven = (scope) => {
  const forms = [...scope.querySelectorAll("form[data-minute-editor]")]
  for (const form of forms) start(form)
  if (forms.length) sendOthers(forms)
}

enliven(document)
document.addEventListener("htmx:load", (event) => {
  if (event.target !== document.body) enliven(event.target.parentElement ?? event.target)
})
// Before htmx removes an editor, its unsent text is stored in the browser and sent.
document.addEventListener("htmx:beforeCleanupElement", (event) => {
  if (event.target.matches?.("form[data-minute-editor]")) event.target.dispatchEvent(new Event("minute:leave"))
})
