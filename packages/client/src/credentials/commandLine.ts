/** A command as one text, as profiles hold it, to its words. No shell reads it: nothing is expanded, piped or run twice. */

/**
 * Words are parted by blanks; quotes, single or double, hold blanks together and go. A backslash is a character like any
 * other, as Windows writes paths. Undefined for a text without a word, or with a quote that does not end.
 */
export const splitCommand = (text: string): readonly [string, ...string[]] | undefined => {
  const words: string[] = []
  const word = /\s*((?:[^\s"']|"[^"]*"|'[^']*')+)/y
  const trimmed = text.trim()
  while (word.lastIndex < trimmed.length) {
    const found = word.exec(trimmed)?.[1]
    if (found === undefined) return undefined
    words.push(found.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ""))
  }
  const [first, ...rest] = words
  return first === undefined ? undefined : [first, ...rest]
}
