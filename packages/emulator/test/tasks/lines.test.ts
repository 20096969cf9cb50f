import { Readable } from "node:stream"
import { describe, expect, it } from "vitest"
import { linesOf } from "../../src/tasks/lines.ts"

const read = async (...chunks: readonly (string | Buffer)[]) => {
  const lines: string[] = []
  for await (const line of linesOf(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))) lines.push(line)
  return lines
}

describe("the lines of a file", () => {
  it.each<[string, readonly (string | Buffer)[], readonly string[]]>([
    ["no bytes", [], []],
    ["one line without an end", ["a"], ["a"]],
    ["lines that end with LF or CRLF", ["a\nb\r\n\nc\n"], ["a", "b", "", "c"]],
    ["a line that comes in pieces", ["a", "b", "c\nd"], ["abc", "d"]],
    ["a CRLF in two pieces", ["a\r", "\nb"], ["a", "b"]],
    ["a character in two pieces", [Buffer.from([0xe5, 0x9b]), Buffer.from([0xbe, 0x0a])], ["图"]],
    ["separators that JSON may hold, and a bare return", ["a\u2028b\u2029c\rd\ne"], ["a\u2028b\u2029c\rd", "e"]]
  ])("of %s", async (_, chunks, lines) => {
    expect(await read(...chunks)).toEqual(lines)
  })
})
