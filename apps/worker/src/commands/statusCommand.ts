/** `imagesearch-worker status`: what a store holds. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Command } from "effect/cli"
import { JobQueue } from "../store/JobQueue.ts"
import { json, store } from "./flags.ts"
import { lookInto } from "./lookInto.ts"

export const statusCommand = Command.make(
  "status",
  { store, json },
  Effect.fnUntraced(function* (flags) {
    const status = yield* lookInto(flags.store, readStatus)
    yield* Console.log(
      flags.json ? JSON.stringify(status) : `${status.done} done, ${status.waiting} waiting, ${status.failed} failed`
    )
  })
).pipe(
  Command.withDescription(
    "Counts the items of a store: done, waiting, failed. Bad rows of the last import are among the failed. A running import is not disturbed."
  ),
  Command.withShortDescription("Count what is done, waiting and failed"),
  Command.withExamples([{ command: "imagesearch-worker status --store products.store --json" }])
)

const readStatus = Effect.gen(function* () {
  const queue = yield* JobQueue
  const { waiting, failed } = yield* queue.counts(0)
  return { done: yield* queue.ledgerCount, waiting, failed: failed + (yield* queue.badRowCount) }
})
