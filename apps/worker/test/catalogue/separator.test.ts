import { describe, expect, it } from "vitest"
import { separatorOf } from "../../src/catalogue/separator.ts"

describe("separatorOf", () => {
  it.each([
    ["ProductId,Picture\nplenty;of;semicolons;here", ","],
    ["\r\nProductId;Picture;StrAttr\r\np1;a.jpg;1,5", ";"],
    ["ProductId\tPicture", "\t"],
    ['"ProductId";"Picture";"a, b, c and d"', ";"],
    ["a;b;c", ";"],
    ["", ","]
  ])("reads it from the header line: %j", (head, separator) => {
    expect(separatorOf(head)).toBe(separator)
  })
})
