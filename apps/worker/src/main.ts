#!/usr/bin/env node
/** The edge of the process: arguments, signals, exit codes. */
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Deferred from "effect/Deferred"
import * as Effect from "effect/Effect"
import { CliConfig, Command, GlobalFlag } from "effect/cli"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Ref from "effect/Ref"
import manifest from "../package.json" with { type: "json" }
import { ExitStatus } from "./commands/ExitStatus.ts"
import { layerPresenter } from "./commands/presenter.ts"
import { root } from "./commands/root.ts"
import { StopRequest, type StopSignal } from "./run/StopRequest.ts"
import { exitCodeOf, exitCodes, WorkerError } from "./WorkerError.ts"

// A reader that has gone, as in `… | head`, is no failure. 74 is an output error of sysexits.
process.stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? exitCodes.done : 74))
// Progress that nobody reads is no reason to stop an import.
process.stderr.on("error", () => undefined)

const stop = Deferred.makeUnsafe<StopSignal>()

/** The first signal asks the run to stop; the second ends the process at once, which loses nothing either. */
const hear = (signal: StopSignal, code: number): void => {
  process.on(signal, () => {
    if (Deferred.isDoneUnsafe(stop)) process.exit(code)
    Deferred.doneUnsafe(stop, Effect.succeed(signal))
    process.stderr.write("\nStopping; pictures on their way are finished first. Once more to stop at once.\n")
  })
}
hear("SIGINT", exitCodes.interrupted)
hear("SIGTERM", exitCodes.terminated)

const complain = (text: string, code: number): Effect.Effect<number> =>
  Effect.sync(() => {
    process.stderr.write(`imagesearch-worker: ${text}\n`)
    return code
  })

const program: Effect.Effect<number, never, Command.Environment> = Effect.gen(function* () {
  const status = yield* Ref.make<number>(exitCodes.done)
  return yield* Command.run(root, { version: manifest.version }).pipe(
    Effect.provideService(ExitStatus, status),
    Effect.provideService(StopRequest, stop),
    Effect.andThen(Ref.get(status)),
    Effect.catch((error) => {
      if (error instanceof WorkerError) return complain(error.message, exitCodeOf(error))
      // Shown by the presenter already. The bare command shows its help and is content.
      return Effect.succeed(error._tag === "ShowHelp" && error.errors.length === 0 ? exitCodes.done : exitCodes.usage)
    }),
    Effect.catchDefect((defect) => {
      const what = defect instanceof Error ? `${defect.name}: ${defect.message}` : String(defect)
      return complain(
        `this is a defect of imagesearch-worker itself (${what}); please report it with the command that you ran.`,
        exitCodes.failure
      )
    })
  )
})

const services = Layer.mergeAll(
  NodeServices.layer,
  layerPresenter,
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] }),
  // The default writes to stdout, which belongs to results.
  Layer.succeed(Logger.LogToStderr, true)
)

process.exitCode = await Effect.runPromise(Effect.provide(program, services))
