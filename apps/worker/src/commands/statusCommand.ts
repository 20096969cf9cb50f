/** `imagesearch-worker status`: what a store holds. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Command } from "effect/cli"
import { badRowCount, ledgerCount, queueCounts } from "../store/readStore.ts"
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
    `Counts the items of a store: done, waiting, failed. Bad rows of the last import
are among the failed. Nothing is written, and a running import is not disturbed.`
  ),
  Command.withShortDescription("Count what is done, waiting and failed"),
  Command.withExamples([{ command: "imagesearch-worker status --store import.sqlite --json" }])
)

const readStatus = Effect.gen(function* () {
  const { waiting, failed } = yield* queueCounts(0)
  return { done: yield* ledgerCount, waiting, failed: failed + (yield* badRowCount) }
})
