// Questions to the control plane, and how their failures are told.

import { find } from "./dom.ts"

/** Asks the control plane. Rejects with what it says of a refusal, or that nothing answers. */
export const ask = async <A>(method: string, path: string, body?: object): Promise<A> => {
  const answer = await fetch(`/_emulator/${path}`, {
    method,
    ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) })
  }).catch(() => {
    throw new Error(`Nothing answers at ${location.origin}. Is the emulator still running?`)
  })
  const told: unknown = await answer.json().catch(() => ({}))
  if (!answer.ok) throw new Error(reasonOf(told) ?? `The emulator answered ${answer.status} to ${method} ${path}.`)
  // The one boundary where an answer gets its type: both sides are built from the same declarations.
  return told as A
}

/** The conditions that are not empty, as a query. */
export const query = (conditions: Readonly<Record<string, string>>): string =>
  new URLSearchParams(Object.entries(conditions).filter(([, value]) => value !== "")).toString()

/** Runs what a person has asked for; a failure is shown on top of the page, and the next success takes it away. */
export const attempt = async (work: () => Promise<void>): Promise<void> => {
  const problem = find("problem", HTMLParagraphElement)
  try {
    await work()
    problem.hidden = true
  } catch (error) {
    problem.textContent = error instanceof Error ? error.message : String(error)
    problem.hidden = false
    problem.scrollIntoView({ block: "nearest" })
  }
}

/**
 * Tells the newest question from those before it, whose answers may come later. Each call begins a question and gives the
 * test whether it still is the newest.
 */
export const questions = (): (() => () => boolean) => {
  let last = 0
  return () => {
    last += 1
    const own = last
    return () => own === last
  }
}

/** Lets a form do something in place of being sent. */
export const onSubmit = (form: HTMLFormElement, work: () => Promise<void>): void =>
  form.addEventListener("submit", (event) => {
    event.preventDefault()
    void attempt(work)
  })

const reasonOf = (told: unknown): string | undefined =>
  typeof told === "object" && told !== null && "error" in told ? String(told.error) : undefined
