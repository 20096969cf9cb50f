// What clients have sent, newest first, as it comes in.

import type { RecordedMessage, RecordedRequest } from "../../control/requests.ts"
import { ask, attempt, query, questions } from "./control.ts"
import { empty, field, find, make, offer, terms } from "./dom.ts"

/** As many as a person looks through. */
const SHOWN = 100

/** The emulator keeps no more; of these, the refused ones are chosen here. */
const KEPT = 1_000

let isPaused = false
const begin = questions()
/** What is shown, to leave the page alone, and what has the focus in it, while nothing happens. */
let shown = ""

/** Prepares the filter and the pause. */
export const startRequests = (operations: readonly string[]): void => {
  const form = find("requests-filter", HTMLFormElement)
  offer(field(form, "operation", HTMLSelectElement), operations)
  form.addEventListener("change", () => void attempt(showRequests))
  form.addEventListener("submit", (event) => event.preventDefault())
  const pause = find("requests-pause", HTMLButtonElement)
  pause.addEventListener("click", () => {
    isPaused = !isPaused
    // What was asked for before the pause must not be shown in it.
    begin()
    pause.setAttribute("aria-pressed", String(isPaused))
    pause.textContent = isPaused ? "Go on" : "Pause"
    tellState()
    if (!isPaused) void attempt(showRequests)
  })
  tellState()
}

/** Shows what has come in since, unless the person has paused it. */
export const followRequests = async (): Promise<void> => {
  if (!isPaused) await showRequests()
}

const tellState = (): void => {
  const live = find("requests-live", HTMLSpanElement)
  live.textContent = isPaused ? "paused" : "live"
  live.className = isPaused ? "live paused" : "live"
}

const showRequests = async (): Promise<void> => {
  const form = find("requests-filter", HTMLFormElement)
  const operation = field(form, "operation", HTMLSelectElement).value
  const choice = field(form, "status", HTMLSelectElement)
  const isRefused = choice.value === "refused"
  const limit = String(isRefused ? KEPT : SHOWN)
  const conditions = query({ operation, status: isRefused ? "" : choice.value, limit })
  const isNewest = begin()
  const all = await ask<readonly RecordedRequest[]>("GET", `requests?${conditions}`)
  if (!isNewest()) return
  offer(choice, [...new Set(all.flatMap(({ status }) => (status === null ? [] : [String(status)])))].toSorted())
  const wanted = all.filter(({ status }) => !isRefused || status === null || status >= 400).slice(-SHOWN)
  const now = `${operation} ${choice.value} ${wanted.map(({ id, requestId }) => `${id}${requestId}`).join()}`
  if (now === shown) return
  shown = now
  draw(wanted.toReversed(), operation !== "" || choice.value !== "")
}

const draw = (requests: readonly RecordedRequest[], isFiltered: boolean): void => {
  const place = find("requests-list", HTMLDivElement)
  if (requests.length === 0)
    return place.replaceChildren(isFiltered ? empty("No request matches.", "Choose “all” above.") : nothingYet())
  const open = new Set([...place.querySelectorAll("details[open]")].map((element) => element.id))
  const focused = document.activeElement?.parentElement?.id ?? ""
  const scrolled = place.firstElementChild?.scrollTop ?? 0
  const list = make("ul", { className: "list" }, ...requests.map((request) => row(request, open)))
  place.replaceChildren(list)
  list.scrollTop = scrolled
  if (focused !== "") place.querySelector<HTMLElement>(`#${CSS.escape(focused)} > summary`)?.focus()
}

const nothingYet = (): HTMLElement =>
  empty(
    "No request yet.",
    "Try: paste the variables of “Connect” into a shell and run your client, or see a call refused for want of a signature:",
    `curl '${location.origin}/?Action=Detail&Version=2020-12-14'`
  )

const row = (request: RecordedRequest, open: ReadonlySet<string>): HTMLElement => {
  const { id, requestId, at, elapsedMs, operation, status } = request
  const note = noteOf(request)
  const details = make("details")
  details.id = `request-${requestId}`
  const summary = make(
    "summary",
    {},
    make("span", { className: "time", title: at }, at.slice(11, 23)),
    make("span", { className: "op", title: operation }, operation),
    make(
      "span",
      { className: status !== null && status < 400 ? "good" : "bad" },
      status === null ? "none" : String(status)
    ),
    make("span", { className: `note ${status !== null && status < 400 ? "warn" : "bad"}`, title: note }, note),
    make("span", { className: "took" }, `${elapsedMs.toFixed(1)} ms`)
  )
  // Most of them are never opened, and a body may be long.
  details.addEventListener("toggle", () => {
    if (details.open && details.childElementCount === 1) details.append(detailsOf(request))
  })
  details.append(summary)
  details.open = open.has(details.id)
  details.dataset["number"] = String(id)
  return make("li", {}, details)
}

/** What is special about a request, in few words. */
const noteOf = ({ code, differing, fault, unknownParameters, status }: RecordedRequest): string =>
  [
    code,
    differing === null ? null : `differs: ${differing}`,
    fault === null ? null : `fault: ${fault}`,
    unknownParameters.length === 0 ? null : `unknown: ${unknownParameters.join(", ")}`,
    status === null && fault === null ? "no answer was written" : null
  ]
    .filter((part) => part !== null)
    .join(" · ")

const detailsOf = (request: RecordedRequest): HTMLElement =>
  make(
    "div",
    { className: "details" },
    terms([
      ["Request", `${request.method} ${request.url}`],
      ["Request id", request.requestId],
      ["Instance", request.instance],
      ["Arrived", request.at],
      ["Code", request.code],
      ["Signature differs in", request.differing],
      ["Met a fault", request.fault],
      ["Unknown parameters", request.unknownParameters.join(", ")]
    ]),
    ...messageOf("Sent", request.request),
    ...(request.response === null ? [] : messageOf("Answered", request.response))
  )

const messageOf = (title: string, { headers, body, bodyBytes }: RecordedMessage): readonly HTMLElement[] => [
  make("h3", {}, title),
  make(
    "pre",
    { className: "wrap", tabIndex: 0 },
    [headers.map(({ name, value }) => `${name}: ${value}`).join("\n"), bodyText(body, bodyBytes)].join("\n\n").trim()
  )
]

/** JSON is easier to read on several lines. */
const bodyText = (body: string | null, bytes: number): string => {
  if (body === null) return bytes === 0 ? "" : `(${bytes} bytes, not shown)`
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
