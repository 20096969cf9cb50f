// What a person may break or take back: faults, the clock, and everything.

import type { Fault, FaultState } from "../../control/faults.ts"
import type { ClockSetting, ClockState, ResetPart } from "../../control/protocol.ts"
import { ask, attempt, onSubmit } from "./control.ts"
import { empty, field, find, make, offer } from "./dom.ts"

/** The faults that happen to clients most often, by what a person calls them. */
const COMMON: Readonly<Record<string, Fault>> = {
  "refused: over the rate (DeniedRequest)": { kind: "answer", code: "DeniedRequest" },
  "refused: InternalError, 500": { kind: "answer", code: "InternalError" },
  "503 with the page of a proxy": { kind: "answer", status: 503, code: "ServiceUnavailable", body: "<html>503</html>" },
  "waits for 5 seconds": { kind: "delay", delayMs: 5_000 },
  "connection reset before it is carried out": { kind: "reset" },
  "carried out, then the answer is lost": { kind: "reset", when: "after" },
  "answer cut short after 20 bytes": { kind: "truncate", bytes: 20 },
  "answer drips, 10 bytes every 200 ms": { kind: "drip", bytes: 10, everyMs: 200 }
}

const PARTS: Readonly<Record<string, readonly ResetPart[] | undefined>> = {
  everything: undefined,
  "stored pictures": ["pictures"],
  "requests and counts": ["requests", "counts"],
  tasks: ["tasks"],
  uploads: ["uploads"],
  faults: ["faults"],
  "rates and nonces": ["rates", "nonces"]
}

const CLOCKS: Readonly<Record<string, ClockSetting>> = {
  real: { mode: "real" },
  back: { mode: "shifted", shiftMs: -20 * 60_000 },
  ahead: { mode: "shifted", shiftMs: 60 * 60_000 },
  frozen: { mode: "frozen" }
}

/** What is drawn, so that a button that has the focus stays. */
let drawn = ""

/** Prepares the three parts; `changed` shows the rest of the page anew. */
export const startBreaking = (operations: readonly string[], changed: () => Promise<void>): void => {
  const form = find("faults-form", HTMLFormElement)
  const [kind, operation, count] = ["kind", "operation", "count"].map((name) => field(form, name, HTMLSelectElement))
  if (kind === undefined || operation === undefined || count === undefined) return
  offer(kind, Object.keys(COMMON))
  offer(operation, operations)
  onSubmit(form, async () => {
    const fault = COMMON[kind.value]
    const to = operation.value === "" ? {} : { operation: operation.value }
    const times = count.value === "" ? {} : { count: Number(count.value) }
    await ask("POST", "faults", { faults: [fault], ...to, ...times })
    await showBroken()
  })
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-clock]")) {
    button.addEventListener("click", () => void attempt(() => setClock(CLOCKS[button.dataset["clock"] ?? ""])))
  }
  const part = field(find("reset-form", HTMLFormElement), "part", HTMLSelectElement)
  offer(part, Object.keys(PARTS))
  onSubmit(find("reset-form", HTMLFormElement), async () => {
    if (!(await isConfirmed(part.value))) return
    const parts = PARTS[part.value]
    await ask("POST", "reset", parts === undefined ? {} : { parts })
    await changed()
  })
}

/** Shows the faults and the clock as they stand. */
export const showBroken = async (): Promise<void> => {
  const [faults, clock] = await Promise.all([
    ask<readonly FaultState[]>("GET", "faults"),
    ask<ClockState>("GET", "clock")
  ])
  find("clock-state", HTMLParagraphElement).textContent =
    `${clock.now.replace("T", " ").slice(0, 19)} UTC, ${modeOf(clock)}`
  const now = JSON.stringify(faults)
  if (now === drawn) return
  drawn = now
  find("faults-list", HTMLDivElement).replaceChildren(
    faults.length === 0
      ? empty("No fault is active.", "Try: add one below, and see whether your client gets over it.")
      : make("ul", { className: "list" }, ...faults.map(drawFault))
  )
}

const drawFault = ({ id, faults, operation, instance, met, count }: FaultState): HTMLElement => {
  const to = [operation ?? "every operation", instance].filter((part) => part !== undefined).join(" of ")
  const often = `met ${met}${count === undefined ? "" : ` of ${count}`}${met === count ? ", over" : ""}`
  const remove = make("button", { type: "button", onclick: () => void attempt(() => removeFault(id)) }, "Remove")
  remove.setAttribute("aria-label", `Remove fault ${id}`)
  const words = make(
    "span",
    {},
    make("b", {}, faults.map(inWords).join(", then ")),
    make("br"),
    make("span", { className: "soft" }, `${to}, ${often}`)
  )
  return make("li", { className: "fault" }, words, remove)
}

const inWords = (fault: Fault): string =>
  Object.entries(COMMON).find(([, common]) => JSON.stringify(common) === JSON.stringify(fault))?.[0] ?? fault.kind

const removeFault = async (id: number): Promise<void> => {
  await ask("DELETE", `faults/${id}`)
  await showBroken()
}

const setClock = async (setting: ClockSetting | undefined): Promise<void> => {
  if (setting === undefined) return
  await ask("POST", "clock", setting)
  await showBroken()
}

const modeOf = ({ mode, shiftMs }: ClockState): string => {
  const minutes = Math.round(Math.abs(shiftMs) / 60_000)
  const beside = `${minutes} min ${shiftMs < 0 ? "behind" : "ahead of"} real time`
  if (mode === "real") return "real time"
  return mode === "frozen" ? `frozen${minutes === 0 ? "" : `, ${beside}`}` : beside
}

/** Each question is a dialog of its own: the close of the one before is told late, and must not answer this one. */
const isConfirmed = async (what: string): Promise<boolean> => {
  const text = `Take ${what} back to the start? What is stored of it is gone then.`
  const keep = make("button", { value: "no", autofocus: true }, "Keep it")
  const reset = make("button", { value: "yes", className: "danger" }, "Reset")
  const answers = make("form", { method: "dialog", className: "row" }, keep, reset)
  const dialog = make("dialog", { id: "confirm", ariaLabel: text }, make("p", {}, text), answers)
  document.body.append(dialog)
  dialog.showModal()
  await new Promise((resolve) => dialog.addEventListener("close", resolve, { once: true }))
  dialog.remove()
  // Escape leaves no answer.
  return dialog.returnValue === "yes"
}
