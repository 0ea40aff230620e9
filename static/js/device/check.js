// On every page of a signed-in user: deletes what may not stay on this device. Asks the portal at most every ten minutes in a tab.
import { check } from "./store.js"

const AGAIN = 600000
const { user } = document.body.dataset
const key = `device-checked-${user}`

const asks = navigator.onLine && Date.now() - Number(sessionStorage.getItem(key)) > AGAIN
if (asks) sessionStorage.setItem(key, Date.now())
await check(user, { asks })
