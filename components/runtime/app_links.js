// Follows links marked data-nav within the session, lets links carry the filters along, and puts
// focus and scroll where a reader expects them once the new content stands.
const memory = (window.__peelLinks ??= { clicked: null, address: null, path: null })

const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"]

function plainClick(event) {
  return event.button === 0 && !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey)
}

// A filter redraws what it narrows and no more, so that what stands outside was drawn for the
// filters of before: take over those of its filters that have changed since.
function carried(address, names = "") {
  const url = new URL(address, location.href)
  const now = new URLSearchParams(location.search)
  for (const name of names.split(" ")) {
    const value = now.get(name)
    if (value === (memory.drawn?.get(name) ?? null)) continue
    if (value === null) url.searchParams.delete(name)
    else url.searchParams.set(name, value)
  }
  url.search = url.search.replaceAll("%2C", ",")
  return url.href
}

function carry(event) {
  const link = event.target.closest?.("a[data-carries]")
  if (!link) return
  link.dataset.drawn ??= link.getAttribute("href")
  link.href = carried(link.dataset.drawn, link.dataset.carries)
}

function textOf(button) {
  const { copy, copyLink, carries } = button.dataset
  if (copy !== undefined) return copy
  if (copyLink !== undefined) return carried(copyLink, carries)
  // A quotation with its attribution, as it stands beside the button.
  const figure = button.closest("figure")
  const caption = figure.querySelector("figcaption").cloneNode(true)
  caption.querySelector("button")?.remove()
  const address = figure.querySelector("figcaption a")?.href ?? ""
  return `${figure.querySelector("blockquote").innerText.trim()} ${caption.textContent.trim()} ${address}`
}

function copy(button) {
  const label = button.firstChild
  const before = label.textContent
  const say = word => {
    label.textContent = word
    setTimeout(() => (label.textContent = before), 1500)
  }
  if (!navigator.clipboard) return say("Copying is not allowed here")
  navigator.clipboard.writeText(textOf(button)).then(() => say("Copied"), () => say("Not copied"))
}

function onClick(event) {
  carry(event)
  const button = event.target.closest?.("button[data-copy], button[data-copy-link], button[data-copy-quote]")
  if (button) return copy(button)
  const link = event.target.closest?.("a[data-nav]")
  if (!link || !plainClick(event)) return
  event.preventDefault()
  memory.clicked = link.id || null
  if (link.href === location.href) return
  memory.address = null
  history.pushState({}, "", link.href)
  window.dispatchEvent(new PopStateEvent("popstate", { state: {} }))
}

function onKey(event) {
  // A link that acts as a button answers to the space bar, as buttons do.
  const link = event.target.closest?.("a[data-nav][role=button]")
  if (!link || event.key !== " ") return
  event.preventDefault()
  link.click()
}

function settle(target, pageChanged) {
  const clicked = !pageChanged && memory.clicked && document.getElementById(memory.clicked)
  if (clicked) {
    clicked.focus({ preventScroll: true })
    return true
  }
  const wanted = target && document.getElementById(target)
  if (wanted) {
    wanted.scrollIntoView({ block: "start" })
    wanted.focus({ preventScroll: true })
    return true
  }
  return !target
}

export default function ({ data }) {
  document.documentElement.lang = "en-GB"
  document.onclick = onClick
  document.onkeydown = onKey
  // Before a link is opened in another tab or copied.
  document.onpointerover = carry
  document.onpointerdown = carry
  document.removeEventListener("focusin", memory.onFocus)
  document.addEventListener("focusin", (memory.onFocus = carry))
  memory.drawn = new URLSearchParams(location.search)
  if (data.address === memory.address) return
  const path = data.address.split("?")[0]
  const pageChanged = path !== memory.path
  const first = memory.path === null
  Object.assign(memory, { address: data.address, path })
  if (pageChanged && !first && !data.target) {
    document.getElementById("stMain")?.scrollTo(0, 0)
  }
  // The new content may come a moment after this component, and what stands above it later still:
  // hold on until it has stood for a second, or until the reader moves.
  let tries = 0
  let stood = 0
  const stop = () => {
    clearInterval(timer)
    MOVES.forEach(name => removeEventListener(name, stop, true))
  }
  const timer = setInterval(() => {
    tries += 1
    if (settle(data.target, pageChanged)) stood += 1
    if (stood > 16 || tries > 160) stop()
  }, 60)
  memory.stop?.()
  memory.stop = stop
  MOVES.forEach(name => addEventListener(name, stop, { capture: true, passive: true }))
}
