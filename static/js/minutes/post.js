// One question to the server, answered as {kind, ...}: "saved", "clash", "refused", "signed out" or "unreachable".
const token = () => /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? ""

export const post = async (record, html, { leaving = false } = {}) => {
  const body = new URLSearchParams({
    which: record.which, writer: record.writer, hand: record.hand, revision: record.revision,
    // Later saves of one window have later turns, also when it is another that goes on with a text it left.
    turn: Date.now(),
  })
  if (record.was) body.set("was", record.was)
  if (html !== undefined) body.set("html", html)
  else if (leaving) body.set("leaving", "1")
  try {
    const answer = await fetch(record.url, {
      method: "POST",
      body,
      // A sign-in in another window has changed the token: the cookie always has the present one.
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
