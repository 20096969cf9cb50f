/** The question before something that cannot be undone. */
import * as Effect from "effect/Effect"
import { createInterface } from "node:readline"
import { CliFailure } from "../CliFailure.ts"
import { exitCode } from "../exitCode.ts"
import { printable } from "../print/printable.ts"

/** Asks on stderr; fails unless the answer is yes, and at once when nobody is there to ask. */
export const confirm = Effect.fnUntraced(function* (action: string) {
  if (!process.stdin.isTTY) {
    const message = `"${action}" cannot be undone and nobody is here to ask; nothing was sent, add --yes to go on.`
    return yield* new CliFailure({ reason: "ConfirmationMissing", message, exitCode: exitCode.usage })
  }
  const answer = yield* ask(`${printable(action)} for good? [yes/no] `)
  if (!/^y(es)?$/i.test(answer.trim())) {
    const message = "nothing was deleted, as the answer was not yes."
    return yield* new CliFailure({ reason: "Declined", message, exitCode: exitCode.failure })
  }
})

/** One line from the terminal; the empty text at its end (Ctrl-D). */
const ask = (question: string): Effect.Effect<string> =>
  Effect.callback((resume) => {
    // Not in terminal mode, which would take Ctrl-C away from the process.
    const lines = createInterface({ input: process.stdin, output: process.stderr, terminal: false })
    lines.once("line", (line) => {
      resume(Effect.succeed(line))
      lines.removeAllListeners("close").close()
    })
    // Without an answer (Ctrl-D, Ctrl-C) the cursor still stands behind the question.
    lines.once("close", () => {
      process.stderr.write("\n")
      resume(Effect.succeed(""))
    })
    process.stderr.write(question)
    return Effect.sync(() => lines.close())
  })
