/** `imagesearch instance`: what an instance is and holds. */
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import { Output } from "../Output.ts"
import { instancePrinter } from "../print/instance.ts"
import { call } from "../client.ts"

const show = Command.make(
  "show",
  {},
  Effect.fnUntraced(function* () {
    const { print } = yield* Output
    yield* print(instancePrinter, yield* call((search, options) => search.detail(options)))
  })
).pipe(
  Command.withDescription("Show capacity, stored pictures and bought rate of the instance"),
  Command.withExamples([{ command: "imagesearch instance show --instance catalogue --region cn-shanghai" }])
)

export const instance = Command.make("instance").pipe(
  Command.withDescription("Look at an instance"),
  Command.withSubcommands([show])
)
