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
          const problems = event.errors.map(({ message }) => `imagesearch-worker: ${message}`).join("\n")
          return void process.stderr.write(
            `${problems}\nUsage: ${event.helpDoc.usage}\nHelp:  ${event.commandPath.join(" ")} --help\n`
          )
        }
      }
    })
})
