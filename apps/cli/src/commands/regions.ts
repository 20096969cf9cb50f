/** `imagesearch regions`: where the service runs. Needs no settings and sends nothing. */
import { regions as allRegions } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { Output } from "../Output.ts"
import { regionsPrinter } from "../print/regions.ts"

export const regions = Command.make("regions", {}, () =>
  Effect.flatMap(Output, ({ print }) => print(regionsPrinter, allRegions))
).pipe(
  Command.withDescription("List the regions of the service with their endpoints"),
  Command.withExamples([{ command: "imagesearch regions --json" }])
)
