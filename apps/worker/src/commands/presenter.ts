/** Where the parser's own output goes: help that was asked for to stdout, after a usage error a sentence to stderr. */
import * as Effect from "effect/Effect"
import { CliOutput, type HelpDoc } from "effect/cli"

export const layerPresenter = CliOutput.layerPresenter({
  present: (event) =>
    Effect.sync(() => {
      switch (event._tag) {
        case "Version":
          return void process.stdout.write(`${event.version}\n`)
        case "Help":
          return void process.stdout.write(`${helpText(event.helpDoc)}\n`)
        case "InvalidInvocation": {
          const problems = event.errors.map(({ message }) => message).join("\n")
          return void process.stderr.write(
            `${problems}\nUsage: ${event.helpDoc.usage}\nSee ${event.commandPath.join(" ")} --help.\n`
          )
        }
      }
    })
})

/** The formatter indents the first line of a description only. */
const helpText = (doc: HelpDoc.HelpDoc): string =>
  CliOutput.defaultFormatter().formatHelpDoc({ ...doc, description: doc.description.replaceAll(/\n(?=.)/g, "\n  ") })
