/** Flags that may be left out, as values that may be undefined: the form that the client takes. */
import * as Option from "effect/Option"
import * as Flag from "effect/cli/Flag"

/** The flag's value, or undefined without it. */
export const optional = <A>(flag: Flag.Flag<A>): Flag.Flag<A | undefined> =>
  flag.pipe(Flag.optional, Flag.map(Option.getOrUndefined))

export const optionalText = (name: string, metavar: string, description: string): Flag.Flag<string | undefined> =>
  optional(Flag.String(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(description)))

export const optionalInt = (name: string, metavar: string, description: string): Flag.Flag<number | undefined> =>
  optional(Flag.Int(name).pipe(Flag.withMetavar(metavar), Flag.withDescription(description)))

/** True when given, undefined when not, so that the service's own default holds. */
export const optionalSwitch = (name: string, description: string): Flag.Flag<true | undefined> =>
  Flag.Boolean(name).pipe(
    Flag.withoutNegation,
    Flag.withDefault(false),
    Flag.withDescription(description),
    Flag.map((isSet) => isSet || undefined)
  )
