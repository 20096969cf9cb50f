import { describe, expect, it } from "vitest"
import { boundaryOf, parseMultipart } from "../../src/oss/multipart.ts"

const B = "boundaryX"
const file = (content: string): string =>
  `--${B}\r\nContent-Disposition: form-data; name="file"; filename="k/1.jpg"\r\nContent-Type: \r\n\r\n${content}`
const field = (name: string, value: string): string =>
  `--${B}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}`
const parse = (text: string) =>
  parseMultipart(Buffer.from(text, "latin1"), B)?.map(({ name, filename, content }) => [
    name,
    filename,
    content.toString("latin1")
  ])

describe("a multipart body", () => {
  it("is split into its parts, the bytes of a file untouched", () => {
    const bytes = "\x89PNG\r\n\x1a\n\r\n--\r\n--boundary\x00\xff"
    expect(parse(`${field("key", "k/1.jpg")}\r\n${file(bytes)}\r\n--${B}--\r\n`)).toEqual([
      ["key", undefined, "k/1.jpg"],
      ["file", "k/1.jpg", bytes]
    ])
  })

  it("may lack the CRLF behind the file and go on with a field, as the official SDK writes it", () => {
    expect(parse(`${file("BYTES")}${field("success_action_status", "201\r\n")}\r\n--${B}--\r\n`)).toEqual([
      ["file", "k/1.jpg", "BYTES"],
      ["success_action_status", undefined, "201\r\n"]
    ])
  })

  it("may hold the boundary inside a file where no part starts", () => {
    expect(parse(`${file(`a--${B}b--${B}\r\nc`)}\r\n--${B}--`)).toEqual([["file", "k/1.jpg", `a--${B}b--${B}\r\nc`]])
  })

  it("may hold an empty file", () => {
    expect(parse(`${file("")}\r\n--${B}--\r\n`)).toEqual([["file", "k/1.jpg", ""]])
    expect(parse(`${file("")}--${B}--\r\n`)).toEqual([["file", "k/1.jpg", ""]])
  })

  it.each([
    ["has no boundary at all", "hello"],
    ["is cut off before the final boundary", `${field("key", "k")}\r\n`],
    ["has a part without a blank line", `--${B}\r\nContent-Disposition: form-data; name="key"\r\n--${B}--`],
    ["has a part without a name", `--${B}\r\nContent-Disposition: form-data\r\n\r\nx\r\n--${B}--`]
  ])("is refused when it %s", (_, text) => {
    expect(parse(text)).toBeUndefined()
  })

  it.each([
    ["multipart/form-data; boundary=abc", "abc"],
    ['Multipart/Form-Data; charset=utf-8; boundary="a b"', "a b"],
    ["multipart/form-data", undefined],
    ["application/json; boundary=abc", undefined]
  ])("is announced by %s", (contentType, boundary) => {
    expect(boundaryOf(contentType)).toBe(boundary)
  })
})
