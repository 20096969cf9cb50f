/** A key that a program of the user's prints, as the aliyun CLI's profiles of the mode External have it. */
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import { variableOf, type Environment } from "../config/setting.ts"
import { splitCommand } from "./commandLine.ts"
import { absent, invalid, issue, unavailable, type CredentialsProvider } from "./CredentialsProvider.ts"
import { KeyFields } from "./keyFields.ts"
import { optionalText, readFields, readJson } from "./readFields.ts"
import { runProgram } from "./runProgram.ts"

/** The program that prints a key. */
export interface ProcessOptions {
  /** Program and arguments; as one text, they are parted at blanks outside quotes. No shell reads it. */
  readonly command: string | readonly [program: string, ...args: readonly string[]]
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

/** Milliseconds after which the program is ended, as the aliyun CLI has it. */
export const processLimitMillis = 60_000

const provider = "external process"

/** What the program prints. `mode` may lack; without a token the key is a lasting one. */
const Printed = z.extend(KeyFields, {
  mode: optionalText,
  sts_token: optionalText,
  expiration: optionalText
})

/**
 * Runs the program at every load. Its standard error is not read, nor what it prints repeated: both may hold the key.
 * It has 60 s, as in the aliyun CLI. Fails with `Absent` where ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS is set to anything
 * but false.
 */
export const fromProcess = ({ command, environment = process.env }: ProcessOptions): CredentialsProvider => ({
  name: provider,
  load: Effect.fnUntraced(function* () {
    const disabled = variableOf(environment)("ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS")
    if (disabled !== undefined && disabled.toLowerCase() !== "false") {
      return yield* absent(provider, "ALIBABA_CLOUD_DISABLE_EXTERNAL_PROCESS forbids it")
    }
    const words = typeof command === "string" ? splitCommand(command) : ([...command] as const)
    if (words === undefined) {
      return yield* invalid({ provider, source: "the command" }, "is empty, or has a quote that does not end")
    }
    const [program] = words
    const ending = yield* runProgram(words).pipe(
      Effect.timeoutOrElse({
        duration: processLimitMillis,
        orElse: () => unavailable(provider, `${program} did not end within ${processLimitMillis / 1_000} s`)
      })
    )
    if (ending._tag === "Failed") return yield* unavailable(provider, `${program} ${ending.problem}`)
    const reading = { provider, source: `what ${program} printed` }
    const printed = yield* readFields(Printed, yield* readJson(reading, ending.output))
    if (printed.mode?.toLowerCase() === "ststoken" && printed.sts_token === undefined) {
      return yield* invalid({ ...reading, field: "sts_token" }, "is missing, which the mode StsToken needs")
    }
    return yield* issue({
      ...reading,
      accessKeyId: printed.access_key_id,
      accessKeySecret: printed.access_key_secret,
      securityToken: printed.sts_token,
      expiration: printed.expiration
    })
  })
})
