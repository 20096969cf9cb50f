/**
 * Where the program speaks: results on stdout, everything else on stderr, as text or, with `--json`, as JSON: one
 * document on stdout, one line for each document on stderr.
 */
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { printable } from "./print/printable.ts"
import { terminalScreen, type Screen } from "./print/screen.ts"

/** How a result is shown. `json` may leave out or rename fields; it never adds any that text lacks a reason for. */
export interface Printer<A> {
  readonly text: (result: A, screen: Screen) => string
  readonly json: (result: A) => unknown
}

/** A failure as both forms need it. */
export interface FailureReport {
  readonly sentence: string
  /** Lines after the sentence, for a person only. */
  readonly hints: readonly string[]
  readonly json: unknown
}

export class Output extends Context.Service<
  Output,
  {
    readonly print: <A>(printer: Printer<A>, result: A) => Effect.Effect<void>
    readonly warn: (sentence: string) => Effect.Effect<void>
    readonly fail: (report: FailureReport) => Effect.Effect<void>
  }
>()("@imagesearch/cli/Output") {
  /** The streams of this process. Stateless. */
  static readonly layer = (isJson: boolean): Layer.Layer<Output> =>
    Layer.succeed(Output, {
      print: (printer, result) =>
        Effect.sync(() => {
          const text = isJson
            ? JSON.stringify(printer.json(result), undefined, 2)
            : printer.text(result, terminalScreen())
          process.stdout.write(`${text}\n`)
        }),
      warn: (sentence) =>
        toStderr(isJson ? JSON.stringify({ warning: sentence }) : `imagesearch: warning: ${printable(sentence)}`),
      fail: ({ sentence, hints, json }) =>
        toStderr(isJson ? JSON.stringify(json) : [`imagesearch: ${printable(sentence)}`, ...hints].join("\n"))
    })
}

const toStderr = (text: string): Effect.Effect<void> => Effect.sync(() => void process.stderr.write(`${text}\n`))

/** Whether the arguments ask for JSON. Read apart from the parser, since a usage error leaves it without a result. */
export const asksForJson = (args: readonly string[]): boolean => {
  const end = args.indexOf("--")
  return args.slice(0, end === -1 ? undefined : end).some((arg) => arg === "--json" || arg === "--json=true")
}
