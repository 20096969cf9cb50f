/** What the parts of one run share: whose turn it is, what has to be removed, and where recordings go. */
import type { Call } from "../cases/Case.ts"
import type { Exchange } from "../wire/exchange.ts"
import type { RunOptions } from "./options.ts"
import type { Recording } from "./Recording.ts"
import { redact, redactText } from "./redact.ts"
import type { Surroundings } from "./Surroundings.ts"

export interface Session {
  readonly options: RunOptions
  readonly surroundings: Surroundings
  /** Prints a line without anything secret in it. */
  readonly say: (line: string) => void
  /** Resolves when the next call may be sent. */
  readonly turn: () => Promise<void>
  /** Notes what a call is about to add; other calls leave no trace. */
  readonly note: (call: Call) => void
  /** The products that calls have added so far. */
  readonly added: () => readonly string[]
  readonly keep: (
    what: Pick<Recording, "kind" | "of" | "level" | "run" | "isAsExpected">,
    exchanges: readonly Exchange[]
  ) => void
}

export const openSession = (options: RunOptions, surroundings: Surroundings): Session => {
  const owner = { target: options.target, bucket: options.batch?.bucket }
  const products = new Set<string>()
  return {
    options,
    surroundings,
    // Messages of the service and of clients repeat what was sent.
    say: (line) => surroundings.say(redactText(line, owner)),
    turn: pacedBy(1_000 / options.perSecond, surroundings),
    note: ({ operation, parameters: { ProductId } }) => {
      if (operation === "AddImage" && typeof ProductId === "string") products.add(ProductId)
    },
    added: () => [...products],
    keep: (what, exchanges) => {
      if (exchanges.length === 0) return
      surroundings.write({
        source: options.source,
        recordedOn: surroundings.today,
        ...what,
        exchanges: redact(exchanges, owner)
      })
    }
  }
}

/** Waits until the interval since the last turn has passed. */
const pacedBy = (
  intervalMillis: number,
  { now, sleep }: Pick<Surroundings, "now" | "sleep">
): (() => Promise<void>) => {
  let next = Number.NEGATIVE_INFINITY
  return async () => {
    const from = now()
    const at = Math.max(next, from)
    next = at + intervalMillis
    if (at > from) await sleep(at - from)
  }
}

/** The operation with its names; contents are left out. */
export const describeCall = ({ operation, version, parameters }: Call): string => {
  const { ProductId, PicName, Filter } = parameters
  const shown = Object.entries({ ProductId, PicName, Filter }).flatMap(([name, value]) =>
    typeof value === "string" ? [`${name}=${value.slice(0, 60)}`] : []
  )
  return [operation, ...(version === undefined ? [] : [`of ${version}`]), ...shown].join(" ")
}

/** One client or probe that breaks must not end the run: the rest is worth knowing, and the clean-up is due. */
export const failureOf = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message.split("\n")[0]?.slice(0, 200)}` : String(error)
