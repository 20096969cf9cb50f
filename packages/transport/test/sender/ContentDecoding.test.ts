import { brotliCompressSync, gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { decodeBody } from "../../src/ContentDecoding.ts"

const text = Buffer.from("what was found ".repeat(100))

describe("the encoding of an answer", () => {
  it.each([
    ["none", "", text],
    ["identity", "identity", text],
    ["upper case", "GZIP", gzipSync(text)],
    ["its old name", "x-gzip", gzipSync(text)],
    ["two, in the order they were applied", "gzip, br", brotliCompressSync(gzipSync(text))]
  ])("is undone: %s", (_, encoding, body) => {
    const decoded = decodeBody(body, encoding, text.byteLength)
    expect(decoded).toMatchObject({ _tag: "Decoded" })
    expect(decoded._tag === "Decoded" && Buffer.from(decoded.body).equals(text)).toBe(true)
  })

  it.each([
    ["is unknown", "compress", text, "ANSWER_UNREADABLE"],
    ["was applied three times", "gzip, gzip, gzip", gzipSync(gzipSync(gzipSync(text))), "ANSWER_UNREADABLE"],
    ["is cut short", "br", brotliCompressSync(text).subarray(0, 10), "ANSWER_UNREADABLE"],
    ["hides more than the bound", "gzip", gzipSync(Buffer.alloc(2_000)), "ANSWER_TOO_LARGE"],
    [
      "hides more than the bound in its inner layer",
      "gzip, gzip",
      gzipSync(gzipSync(Buffer.alloc(2_000))),
      "ANSWER_TOO_LARGE"
    ]
  ])("makes the answer unusable when it %s", (_, encoding, body, code) => {
    expect(decodeBody(body, encoding, 1_999)).toMatchObject({ _tag: "Undecodable", code })
  })
})
