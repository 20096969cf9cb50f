/**
 * The INI of `~/.alibabacloud/credentials`: sections of `name = value`, comments after `#` or `;` at the start of a line.
 * Values are taken whole, since a policy may hold any character. A reader of our own, as errors name the line.
 */

export type IniSection = Readonly<Record<string, string>>

export interface IniProblem {
  /** Counted from 1. */
  readonly line: number
  readonly problem: string
}

/** The sections by name, or the first line that is neither section, pair, comment nor blank. Never repeats a value. */
export const parseIni = (text: string): ReadonlyMap<string, IniSection> | IniProblem => {
  const sections = new Map<string, Record<string, string>>()
  let section: Record<string, string> | undefined
  for (const [index, line] of text
    .split(/\r?\n/)
    .map((raw) => raw.trim())
    .entries()) {
    const problem = (clause: string): IniProblem => ({ line: index + 1, problem: clause })
    if (line === "" || line.startsWith("#") || line.startsWith(";")) continue
    const name = /^\[([^\]]*)\]$/.exec(line)?.[1]?.trim()
    if (name !== undefined) {
      if (sections.has(name)) return problem(`begins a second section [${name}]`)
      section = {}
      sections.set(name, section)
      continue
    }
    const equals = line.indexOf("=")
    if (equals < 1) return problem("is neither [section] nor name = value")
    if (section === undefined) return problem("stands before the first [section]")
    section[line.slice(0, equals).trim()] = line.slice(equals + 1).trim()
  }
  return sections
}
