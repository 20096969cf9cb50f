/** What is wrong with the arguments, in one sentence. */
import type { NonShowHelpErrors } from "effect/cli/CliError"

export const usageProblem = (error: NonShowHelpErrors): string => {
  switch (error._tag) {
    case "UnrecognizedOption":
      return `there is no flag ${error.option}${suggestion(error.suggestions)}`
    case "UnknownSubcommand":
      return `there is no command "${error.subcommand}"${suggestion(error.suggestions)}`
    case "MissingOption":
      return `the flag --${error.option} is missing.`
    case "MissingArgument":
      return `the argument <${error.argument}> is missing.`
    case "UnexpectedArgument": {
      const surplus = error.arguments.map((text) => `"${text}"`).join(" ")
      return `${surplus} is more than this command takes; quote text with blanks.`
    }
    case "InvalidValue":
      return invalidValue(
        error.kind === "flag" ? `--${error.option}` : `<${error.option}>`,
        error.value,
        error.expected
      )
    default:
      return sentence(error.message)
  }
}

const suggestion = (names: readonly string[]): string =>
  names.length === 0 ? "." : `; did you mean ${names.join(" or ")}?`

const invalidValue = (name: string, value: string, expected: string): string =>
  value === "" ? `${name} needs a value.` : `${name} "${value}" is wrong: ${adviceOf(expected)}.`

/** The parser's own words where they are for programmers; ours are clauses already. */
const adviceOf = (expected: string): string => {
  if (expected.includes("finite number")) return "give a number"
  if (expected.includes("integer")) return "give a whole number"
  if (expected.includes('" | "'))
    return `give one of ${[...expected.matchAll(/"([^"]+)"/g)].map(([, choice]) => choice).join(", ")}`
  return expected.replace(/\.$/, "")
}

const sentence = (text: string): string => (/[.?!]$/.test(text) ? text : `${text}.`)
