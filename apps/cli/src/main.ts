#!/usr/bin/env node
/** The program: arguments in, a result on stdout or one sentence on stderr, and an exit code out. */
import type { ImageSearchError } from "@imagesearch/client"
import * as NodeRuntime from "@effect/platform-node/NodeRuntime"
import * as NodeServices from "@effect/platform-node/NodeServices"
import * as Cause from "effect/Cause"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Logger from "effect/Logger"
import * as Option from "effect/Option"
import * as CliConfig from "effect/cli/CliConfig"
import type * as CliError from "effect/cli/CliError"
import * as CliOutput from "effect/cli/CliOutput"
import * as Command from "effect/cli/Command"
import * as GlobalFlag from "effect/cli/GlobalFlag"
import manifest from "../package.json" with { type: "json" }
import type { CliFailure } from "./CliFailure.ts"
import { root } from "./commands/root.ts"
import { exitCode, exitCodeOf } from "./exitCode.ts"
import { asksForJson, Output } from "./Output.ts"
import { callFailure, cliFailure, internalFailure } from "./print/failure.ts"
import { makePresenter } from "./print/help.ts"
import { endWhenNobodyReads, watchSignals } from "./signals.ts"

type Failure = CliError.CliError | CliFailure | ImageSearchError

/** Says on stderr what failed; the parser's own errors have been shown by the presenter. Returns the exit code. */
const concludeFailure = Effect.fnUntraced(function* (cause: Cause.Cause<Failure>) {
  const { fail } = yield* Output
  const error = Option.getOrUndefined(Cause.findErrorOption(cause))
  switch (error?._tag) {
    case "ImageSearchError":
      yield* fail(callFailure(error))
      return exitCodeOf(error.reason)
    case "CliFailure":
      yield* fail(cliFailure(error))
      return error.exitCode
    case "ShowHelp":
      // The bare command shows the help and is content; a group without its command is half a command.
      return error.errors.length === 0 && error.commandPath.length === 1 ? exitCode.ok : exitCode.usage
    default:
      yield* fail(internalFailure(Cause.squash(cause)))
      return exitCode.failure
  }
})

endWhenNobodyReads()
const interruptedCode = watchSignals()
const args = process.argv.slice(2)

const presentation = Layer.effect(CliOutput.Presenter, Effect.map(Output, makePresenter))
const services = Layer.mergeAll(
  presentation.pipe(Layer.provideMerge(Output.layer(asksForJson(args)))),
  CliConfig.layer({ builtIns: [GlobalFlag.Help, GlobalFlag.Version, GlobalFlag.Completions] }),
  Layer.succeed(Logger.LogToStderr, true),
  NodeServices.layer
)

Command.runWith(root, { version: manifest.version })(args).pipe(
  Effect.matchCauseEffect({ onSuccess: () => Effect.succeed(exitCode.ok), onFailure: concludeFailure }),
  Effect.tap((code) => Effect.sync(() => (process.exitCode = code))),
  Effect.provide(services),
  NodeRuntime.runMain({
    disableErrorReporting: true,
    // An interrupted program comes to no code of its own.
    teardown: (_, onExit) => onExit(Number(process.exitCode ?? interruptedCode()))
  })
)
