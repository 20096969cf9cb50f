/** Where the parser's own output goes: help that was asked for to stdout, after a usage error a sentence to stderr. */
import * as Effect from "effect/Effect"
import { CliOutput } from "effect/cli"
import { helpPage } from "./helpPage.ts"
import { importNotes } from "./importCommand.ts"

export const layerPresenter = CliOutput.layerPresenter({
  present: (event) =>
    Effect.sync(() => {
      switch (event._tag) {
        case "Version":
          return void process.stdout.write(`${event.version}\n`)
        case "Help": {
          const notes = event.commandPath.at(-1) === "import" ? [importNotes] : []
          return void process.stdout.write(`${helpPage(event.helpDoc, notes)}\n`)
        }
        case "InvalidInvocation": {
          // What comes after the first mistake is mostly its consequence: flags of a command whose name was misspelt.
          const [problem] = event.errors
          return void process.stderr.write(
            `imagesearch-worker: ${problem?.message ?? "these arguments do not fit."}\nUsage: ${event.helpDoc.usage}\nHelp:  ${event.commandPath.join(" ")} --help\n`
          )
        }
      }
    })
})
