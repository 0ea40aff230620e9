// On the sign-in page, where the portal has signed a user out because one of their roles or seats has ended: deletes all copies of meetings.
// Notes that wait to be sent stay.
import { check } from "./store.js"

check("", { asks: false }).catch(() => {})
