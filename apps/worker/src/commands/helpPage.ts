/** A help page that fits 80 cells: what a command does, how it is written, and an example. */
import type { FlagDoc, HelpDoc } from "effect/cli/HelpDoc"
import * as Option from "effect/Option"

/** Cells of a line: the width that every terminal has. */
const pageCells = 80
/** Cells of the left column; longer entries push their description to the next line. */
const leftCells = 27

/** `notes` stand at the end. */
export const helpPage = (doc: HelpDoc, notes: readonly string[]): string => {
  const commands = (doc.subcommands ?? []).flatMap((group) => group.commands)
  const sections: ReadonlyArray<readonly [string, readonly string[]]> = [
    ["USAGE", [`  ${doc.usage}`]],
    [
      "COMMANDS",
      commands.flatMap(({ name, shortDescription, description }) => entry(name, shortDescription ?? description))
    ],
    ["ARGUMENTS", (doc.args ?? []).flatMap(({ name, description }) => entry(`<${name}>`, textOf(description)))],
    ["FLAGS", doc.flags.flatMap(flagEntry)],
    ["FLAGS OF ALL COMMANDS", (doc.globalFlags ?? []).flatMap(flagEntry)],
    [
      "EXAMPLES",
      (doc.examples ?? []).flatMap(({ command, description }) => [
        ...(description === undefined ? [] : [`  # ${description}`]),
        `  ${command}`
      ])
    ]
  ]
  const shown = sections.filter(([, lines]) => lines.length > 0).map(([title, lines]) => [title, ...lines].join("\n"))
  return [doc.description, ...shown, ...notes].join("\n\n")
}

const flagEntry = ({ name, aliases, type, description }: FlagDoc): readonly string[] => {
  // A list of choices stands in the description as well.
  const value = type === "boolean" ? "" : type.includes("|") ? " CHOICE" : ` ${type}`
  return entry([`--${name}`, ...aliases].join(", ") + value, textOf(description))
}

const textOf = (description: Option.Option<string>): string => Option.getOrElse(description, () => "")

/** One entry in two columns, the right one wrapped at blanks. */
const entry = (left: string, right: string): readonly string[] => {
  const head = `  ${left}`
  const [first = "", ...rest] = wrap(right, pageCells - leftCells)
  const indent = " ".repeat(leftCells)
  return head.length < leftCells - 1
    ? [head.padEnd(leftCells) + first, ...rest.map((line) => indent + line)]
    : [head, ...[first, ...rest].map((line) => indent + line)]
}

const wrap = (text: string, width: number): readonly string[] =>
  text.split(" ").reduce<readonly string[]>((lines, word) => {
    const last = lines.at(-1)
    return last === undefined || last.length + 1 + word.length > width
      ? [...lines, word]
      : [...lines.slice(0, -1), `${last} ${word}`]
  }, [])
