// Sends one request about a text and resolves to {kind, ...}: "saved", "clash", "refused", "signed out" or "unreachable". Without `html`
// nothing is saved: the request asks for changes by others, or with `leaving` says that the window closes.
export const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ""

export const post = async (record, html, { leaving = false } = {}) => {
  const body = new URLSearchParams({
    which: record.which, writer: record.writer, hand: record.hand, revision: record.revision,
    // The turn grows with each save of a hand, also where another window continues with that hand after a crash.
    turn: Date.now(),
  })
  if (record.was) body.set("was", record.was)
  if (html !== undefined) body.set("html", html)
  else if (leaving) body.set("leaving", "1")
  try {
    const answer = await fetch(record.url, {
      method: "POST",
      body,
      // Read from the cookie each time, because a sign-in in another window changes the token.
      headers: { "X-CSRFToken": token(), Accept: "application/json" },
      redirect: "manual",
      keepalive: leaving && String(body).length < 60000,
      signal: AbortSignal.timeout(20000),
    })
    if (answer.type === "opaqueredirect" || answer.status === 403) return { kind: "signed out" }
    if (answer.status === 404) return { kind: "refused", sentence: GONE }
    const kind = { 200: "saved", 401: "signed out", 409: "clash", 422: "refused", 413: "refused", 400: "refused" }[answer.status]
    if (!kind) return { kind: "unreachable" }
    return { sentence: TOO_MUCH, ...(await answer.json().catch(() => ({}))), kind }
  } catch {
    return { kind: "unreachable" }
  }
}

const GONE = "The portal has no such minute for you any more."
const TOO_MUCH = "The portal did not take this text."
