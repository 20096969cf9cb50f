/** What the files of this folder share: reading a variable, and refusing a setting. */
import * as Effect from "effect/Effect"
import { ImageSearchError } from "../ImageSearchError.ts"

/** Where settings come from when the caller leaves them out; `process.env` fits. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A variable's value; an empty one counts as absent, as shells make them. */
export type Variable = (name: string) => string | undefined

export const variableOf =
  (environment: Environment): Variable =>
  (name) =>
    environment[name] === "" ? undefined : environment[name]

export const invalidSetting = (reason: {
  readonly setting: string
  readonly problem: string
  readonly advice: string
}): ImageSearchError =>
  new ImageSearchError({ operation: "Configuration", reason: { _tag: "InvalidConfig", ...reason } })

/**
 * Fails with reason `InvalidConfig` for a value that is none of the choices: callers in plain JavaScript, and settings
 * from files, hold what the types forbid.
 */
export const checkChoice = (
  setting: string,
  value: string | undefined,
  choices: readonly string[]
): Effect.Effect<void, ImageSearchError> =>
  value === undefined || choices.includes(value)
    ? Effect.void
    : Effect.fail(
        invalidSetting({
          setting,
          problem: `${JSON.stringify(value)} does not exist`,
          advice: `Write ${choices.slice(0, -1).join(", ")} or ${choices.at(-1)}.`
        })
      )
