// On every page of a signed-in user: deletes what may not stay on this device, and sends the notes that wait here. Asks the portal whether
// copies may stay at most every ten minutes in a tab.
import { check } from "./store.js"
import { sendWaiting } from "./waiting.js"

const AGAIN = 600000
const { user } = document.body.dataset
const key = `device-checked-${user}`

const asks = navigator.onLine && Date.now() - Number(sessionStorage.getItem(key)) > AGAIN
if (asks) sessionStorage.setItem(key, Date.now())
const send = () => sendWaiting(user).catch(() => {})
addEventListener("online", send)
send()
check(user, { asks }).catch(() => {})
