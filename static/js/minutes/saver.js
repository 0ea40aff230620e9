// Saves one text: in the browser 250 ms after a change, on the server two seconds after the last change or ten seconds after the first.
import { drop, keep, keyOf } from "./kept.js"
import { post } from "./post.js"

const QUIET = 2000
const LONGEST = 10000
const RETRY_MOST = 15000

export class Saver {
  // `record`: see kept.js. `read()` returns the present text. `told(state)` is called with {kind, ...} at each change of state.
  constructor(record, read, told) {
    Object.assign(this, { record, read, told })
    this.unsent = this.busy = this.stopped = false
    this.failures = 0
  }

  // Call this after each change by the writer.
  changed() {
    this.unsent = true
    this.since ??= Date.now()
    clearTimeout(this.keeping)
    this.keeping = setTimeout(() => this.keep(), 250)
    const wait = Math.max(0, Math.min(QUIET, this.since + LONGEST - Date.now()))
    if (!this.failures) this.sendIn(wait)
  }

  async keep() {
    clearTimeout(this.keeping)
    const record = { ...this.record, key: keyOf(this.record), html: this.read(), at: Date.now() }
    try {
      await keep(record)
      if (this.unsent && !this.stopped && !this.busy) this.told({ kind: "kept", waiting: !this.failures })
    } catch {
      this.unkept = true
      this.told({ kind: "unkept" })
    }
  }

  sendIn(milliseconds) {
    clearTimeout(this.sending)
    this.sending = setTimeout(() => this.send(), milliseconds)
  }

  async send(how) {
    clearTimeout(this.sending)
    if (!this.unsent || this.busy || this.stopped) return
    const html = this.read()
    this.busy = true
    this.unsent = false
    this.since = undefined
    const answer = await post(this.record, html, how)
    this.busy = false
    if (answer.kind === "saved") return this.saved(answer)
    this.unsent = true
    this.failures += 1
    await this.keep()
    this.told(answer)
    if (answer.kind === "clash") this.stopped = true
    // A refused text is sent again after the next change, a text that did not arrive after a pause.
    else if (answer.kind === "refused") this.failures = 0
    else this.sendIn(Math.min(1000 * 2 ** this.failures, RETRY_MOST))
  }

  async saved(answer) {
    this.failures = 0
    this.record.revision = answer.revision
    if (this.unsent) {
      this.changed()
    } else {
      clearTimeout(this.keeping)
      await drop(keyOf(this.record)).catch(() => {})
      this.unkept = false
    }
    // The writer may have typed while the record was deleted.
    if (this.unsent) await this.keep()
    this.told(answer)
  }

  // Sends a text that could not be sent before: the connection may be back.
  hurry() {
    if (this.unsent && this.failures) this.send()
  }

  // Continues from the server's `revision` after a clash; `send` says whether this text is then sent.
  async settle(revision, { send }) {
    this.record.revision = revision
    this.stopped = false
    this.failures = 0
    this.unsent = send
    if (send) return this.send()
    clearTimeout(this.keeping)
    await drop(keyOf(this.record)).catch(() => {})
  }

  get idle() {
    return !this.unsent && !this.busy && !this.stopped
  }
}
