// Exempt papers on this device, as ciphertext alone: for each meeting one record {key, until, made, salt, rounds, papers}, where `key` is the
// name of the cache with the meeting's open copies, and `papers` are {file, edition, iv, data}. `data` is the HTML of a paper, encrypted with
// AES-GCM under a key that is derived from four words. The words and the key are stored nowhere.
import { token } from "../minutes/post.js"
import { isMade, tableOf } from "../records.js"

const DAY = 86400000
const ROUNDS = 1000000 // of PBKDF2: with 51 random bits, a copied record cannot be tried out
const NAME = "members-exempt"
const table = tableOf(NAME, "meetings")

export const exemptMeetings = async () => ((await isMade(NAME)) ? table.all() : [])
export const dropExempt = async (key) => (await isMade(NAME)) && table.drop(key)

export const exemptOf = async (key) => (await exemptMeetings()).find((record) => record.key === key)

// Draws four words of the list at `address`. Of 7,776 words each is as likely as another to less than a millionth part.
export const draw = async (address) => {
  const list = (await (await fetch(address)).text()).split("\n").filter(Boolean)
  if (list.length !== 7776) throw new Error("not the list of words")
  return [...crypto.getRandomValues(new Uint32Array(4))].map((number) => list[number % list.length]).join(" ")
}

const keyFrom = async (words, salt, iterations) => {
  const letters = new TextEncoder().encode(words.toLowerCase().replace(/[^a-z]/g, "")) // no word of the list begins another
  const secret = await crypto.subtle.importKey("raw", letters, "PBKDF2", false, ["deriveKey"])
  const way = { name: "PBKDF2", hash: "SHA-256", salt, iterations }
  return crypto.subtle.deriveKey(way, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
}

// The paper's place is part of what is authenticated, so that no data stand for another paper.
const cipherOf = (key, { file, edition, iv }) => ({ name: "AES-GCM", iv, additionalData: new TextEncoder().encode(`${key} ${file} ${edition}`) })

const take = async (url) => {
  const answer = await fetch(url, { method: "POST", headers: { "X-CSRFToken": token() }, redirect: "error", cache: "no-store" })
  if (!answer.ok) throw new Error(`${url}: ${answer.status}`)
  return answer
}

const asAddress = (picture) => new Promise((resolve) => {
  const reader = new FileReader()
  reader.onloadend = () => resolve(reader.result)
  reader.readAsDataURL(picture)
})

// Asks the portal for a paper. Resolves to its HTML, with its pictures in it.
const htmlOf = async (url) => {
  const page = new DOMParser().parseFromString(await (await take(url)).text(), "text/html")
  for (const picture of page.querySelectorAll("img")) picture.src = await asAddress(await (await take(picture.getAttribute("src"))).blob())
  return page.body.innerHTML
}

// Stores the exempt papers of the portal's list under `words`, in place of earlier ones.
export const keepExempt = async (key, list, words) => {
  const salt = crypto.getRandomValues(new Uint8Array(16))
  const secret = await keyFrom(words, salt, ROUNDS)
  const papers = []
  for (const { file, edition, copy } of list.exempt) {
    const paper = { file, edition, iv: crypto.getRandomValues(new Uint8Array(12)) }
    const html = new TextEncoder().encode(await htmlOf(copy))
    papers.push({ ...paper, data: await crypto.subtle.encrypt(cipherOf(key, paper), secret, html) })
  }
  await table.put({ key, until: list.exempt_until, made: list.made, salt, rounds: ROUNDS, papers })
}

// Resolves to the HTML of each paper; undefined where the words are wrong.
export const openExempt = async ({ key, salt, rounds, papers }, words) => {
  const secret = await keyFrom(words, salt, rounds)
  const opened = papers.map((paper) => crypto.subtle.decrypt(cipherOf(key, paper), secret, paper.data))
  return Promise.all(opened).then((pages) => pages.map((page) => new TextDecoder().decode(page)), () => undefined)
}

// Deletes the papers that are not on the portal's list any more; without a list, the record if its last day has passed.
export const checkExempt = async (record, list) => {
  const isListed = ({ file, edition }) => list.exempt.some((now) => now.file === file && now.edition === edition)
  const [papers, until] = list ? [record.papers.filter(isListed), list.exempt_until] : [record.papers, record.until]
  if (!papers.length || Date.now() >= Date.parse(until) + DAY) await table.drop(record.key)
  else if (papers.length < record.papers.length || until !== record.until) await table.put({ ...record, papers, until })
}
