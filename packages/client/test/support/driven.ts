/** An effect over a client, on a clock of the test's own that runs until the effect has ended. */
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import { TestClock } from "effect/testing"
import { ImageSearch, type ImageSearchConfig } from "../../src/index.ts"
import { documented, type Answer } from "./documented.ts"

export interface Asked {
  readonly action: string
  /** Milliseconds of the test's clock. */
  readonly at: number
}

export interface Drive<A, E> {
  readonly answers: Readonly<Record<string, Answer>>
  readonly run: (search: ImageSearch["Service"]) => Effect.Effect<A, E>
  readonly settings?: ImageSearchConfig
  /** Milliseconds by which the clock goes on at a time. Default 100. */
  readonly stepMillis?: number
}

/** How it ended, how long that took, and when each operation was asked for, to a step or two of the clock. */
export const driven = Effect.fnUntraced(function* <A, E>({ answers, run, settings, stepMillis = 100 }: Drive<A, E>) {
  let millis = 0
  const asked: Array<Asked> = []
  const timed = Object.entries(answers).map(([action, answer]): readonly [string, Answer] => [
    action,
    (seen, response) => {
      asked.push({ action, at: millis })
      return typeof answer === "function" ? answer(seen, response) : answer
    }
  ])
  const { config, open } = yield* Effect.promise(() => documented(Object.fromEntries(timed)))
  const layer = ImageSearch.layer({ ...config, ...settings }, {})
  const fiber = yield* Effect.forkChild(Effect.exit(Effect.provide(Effect.flatMap(ImageSearch, run), layer)))
  while (fiber.pollUnsafe() === undefined) {
    yield* Effect.promise(() => quiet(open))
    millis += stepMillis
    yield* TestClock.adjust(stepMillis)
  }
  return { exit: yield* Fiber.join(fiber), millis, asked }
})

/** Real time for what is on its way: the clock stands while a request is open, and for a few milliseconds after. */
const quiet = async (open: () => number): Promise<void> => {
  do await new Promise((resolve) => setTimeout(resolve, 8))
  while (open() > 0)
}

/** Milliseconds between one call of the operation and the next. */
export const spacings = (asked: readonly Asked[], action: string): readonly number[] => {
  const instants = asked.filter((one) => one.action === action).map(({ at }) => at)
  return instants.slice(1).map((at, index) => at - (instants[index] ?? 0))
}
