/** `imagesearch-worker failed`: the rows that are not done, and why. */
import * as Console from "effect/Console"
import * as Effect from "effect/Effect"
import { Command } from "effect/cli"
import { failedRowText } from "../run/report.ts"
import { failedRows } from "../store/readStore.ts"
import { json, store } from "./flags.ts"
import { lookInto } from "./lookInto.ts"

/** Rows that are listed; a catalogue with more has one cause, not that many. */
const listedRows = 100_000

export const failedCommand = Command.make(
  "failed",
  { store, json },
  Effect.fnUntraced(function* (flags) {
    const rows = yield* lookInto(flags.store, failedRows({ since: 0, limit: listedRows }))
    if (flags.json) yield* Console.log(JSON.stringify(rows))
    else yield* Console.log(rows.length === 0 ? "No row has failed." : rows.map(failedRowText).join("\n"))
  })
).pipe(
  Command.withDescription(
    `Lists the failed rows of a store with line and reason. They are tried again by
the next import of a catalogue that has them.`
  ),
  Command.withShortDescription("List the failed rows and why"),
  Command.withExamples([{ command: "imagesearch-worker failed --store import.sqlite --json" }])
)
