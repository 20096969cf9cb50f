// The lines of a file. Node's own reader also ends a line at U+2028 and U+2029, which may stand inside of a JSON text.

import { StringDecoder } from "node:string_decoder"

/** Yields the lines of a stream of UTF-8, which end with LF or CRLF; a last line without an end counts too. */
export async function* linesOf(chunks: AsyncIterable<Buffer>): AsyncGenerator<string> {
  // A character may lie across two chunks.
  const decoder = new StringDecoder("utf8")
  let rest = ""
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split("\n")
    rest = lines.pop() ?? ""
    for (const line of lines) yield withoutReturn(line)
  }
  rest += decoder.end()
  if (rest !== "") yield withoutReturn(rest)
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line)
