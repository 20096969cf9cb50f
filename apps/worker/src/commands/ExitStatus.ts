/** The exit code of a command that ended without an error. Held by main.ts for the one command of a process. */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Ref from "effect/Ref"

export class ExitStatus extends Context.Service<ExitStatus, Ref.Ref<number>>()(
  "@imagesearch/worker/commands/ExitStatus"
) {
  static readonly set = (code: number): Effect.Effect<void, never, ExitStatus> =>
    Effect.flatMap(ExitStatus, (status) => Ref.set(status, code))
}
