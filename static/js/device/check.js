// On every page of a signed-in user: deletes what may not stay on this device, and sends the notes that wait here. Asks the portal whether
// copies may stay at most every ten minutes in a tab.
import { check } from "./store.js"
import { sendWaiting } from "./waiting.js"

const AGAIN = 600000
const { user } = document.body.dataset
const key = `device-checked-${user}`

const ask = async (asks) => {
  await check(user, { asks })
  if (asks) sessionStorage.setItem(key, Date.now()) // a page that is left before this has the next page ask
}

// Updates the copies after notes were saved.
export const updateCopies = () => {
  sessionStorage.removeItem(key)
  return ask(true).catch(() => {})
}

const send = () => sendWaiting(user).then(({ size }) => size && updateCopies()).catch(() => {})
addEventListener("online", send)
send()
ask(navigator.onLine && Date.now() - Number(sessionStorage.getItem(key)) > AGAIN).catch(() => {})
