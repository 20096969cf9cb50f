/** Text of strangers, such as a product's name, made safe for a terminal and kept on its line. */

/**
 * The text with control characters and those that turn the writing direction written as escapes (`\u001b`): a stored
 * name must not move the cursor, change colours, or pass for another name.
 */
export const printable = (text: string): string => text.replace(unsafe, (mark) => shortEscapes[mark] ?? escapeOf(mark))

const unsafe = /[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

const shortEscapes: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" }

const escapeOf = (mark: string): string => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`
