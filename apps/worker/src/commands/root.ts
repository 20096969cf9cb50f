/** The command and its subcommands. */
import { Command } from "effect/cli"
import { failedCommand } from "./failedCommand.ts"
import { importCommand } from "./importCommand.ts"
import { statusCommand } from "./statusCommand.ts"

export const root = Command.make("imagesearch-worker").pipe(
  Command.withDescription(
    `Keeps an instance of Alibaba Cloud Image Search in step with a catalogue,
durably. Not verified on the live service: tried against the emulator.`
  ),
  Command.withSubcommands([importCommand, statusCommand, failedCommand]),
  Command.withExamples([
    {
      command: "imagesearch-worker import catalogue.csv --store import.sqlite",
      description: "Import a catalogue; run it again to go on"
    }
  ])
)
