// Keys of the room, with Alt and Shift: each presses the button or follows the link that bears it. Nothing here is needed to use the page.
document.addEventListener("keydown", (event) => {
  if (!event.altKey || !event.shiftKey || event.ctrlKey || event.metaKey || !/^Key[A-Z]$/.test(event.code)) return
  const wanted = document.querySelector(`[data-room-key="${event.code.slice(3).toLowerCase()}"]`)
  if (!wanted) return
  event.preventDefault()
  wanted.click()
})

// htmx gives the focus back to a button that is still there (by its id); else to the heading of what was swapped in.
document.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body) document.querySelector("#people-title")?.focus()
})
