import { describe, expect, it } from "vitest"
import { satisfies } from "../../src/filter/evaluate.ts"
import { parseFilter } from "../../src/filter/parse.ts"

const attributes = { intAttrs: [5, -2, 0, 100_000_252], strAttrs: ["red", "a, b) OR", "", "87"] }

const verdict = (text: string): boolean | "malformed" => {
  const filter = parseFilter(text)
  return filter === undefined ? "malformed" : satisfies(attributes, filter)
}

describe("a filter", () => {
  it.each([
    ["int_attr = 5", true],
    ["int_attr=5", true],
    ["int_attr > 5", false],
    ["int_attr>=5", true],
    ["int_attr < 5", false],
    ["int_attr<=5", true],
    ["int_attr2 = -2", true],
    ["int_attr3 = 0", true],
    ['str_attr = "red"', true],
    ['str_attr != "red"', false],
    ['str_attr3 = ""', true],
    ['str_attr2 = "a, b) OR"', true],
    ["int_attr in (1, 5,9)", true],
    ["int_attr not in (1,5)", false],
    ['str_attr IN ("blue","red")', true],
    ['str_attr Not In ("blue")', true],
    ['int_attr = 5 and str_attr = "blue"', false],
    ['int_attr = 5 oR str_attr = "blue"', true],
    ['(int_attr4 >= 100000000 AND int_attr4 < 200000000 AND int_attr4=100000252 AND str_attr4="87")', true],
    ["  ((int_attr = 5))  ", true]
  ])("%s is %s", (text, expected) => {
    expect(verdict(text)).toBe(expected)
  })

  it("binds AND tighter than OR, unless parentheses say otherwise", () => {
    expect(verdict("int_attr = 5 OR int_attr = 6 AND int_attr = 7")).toBe(true)
    expect(verdict("(int_attr = 5 OR int_attr = 6) AND int_attr = 7")).toBe(false)
  })

  it.each([
    "",
    "int_attr",
    "int_attr =",
    "= 5",
    "int_attr = 5 AND",
    "AND int_attr = 5",
    "(int_attr = 5",
    "int_attr = 5)",
    "int_attr == 5",
    'int_attr = "5"',
    "str_attr = red",
    "str_attr = 5",
    'str_attr > "a"',
    "int_attr != 5",
    "int_attr5 = 1",
    "int_attr1 = 1",
    "INT_ATTR = 5",
    "price = 5",
    "int_attr in ()",
    "int_attr in (1,)",
    "int_attr in 1",
    "int_attr not = 5",
    "not int_attr = 5",
    "int_attr = 5 int_attr = 5",
    'str_attr = "open',
    "int_attr = 5.5",
    "int_attr = 5x",
    "int_attr = 1e3",
    "int_attr = 5 & int_attr = 5",
    "int_attr = 5; DROP TABLE pictures"
  ])("is refused when it reads: %s", (text) => {
    expect(verdict(text)).toBe("malformed")
  })

  it("may have 4,096 characters and no more", () => {
    const padded = (length: number): string => "int_attr = 5".padEnd(length)
    expect(verdict(padded(4_096))).toBe(true)
    expect(verdict(padded(4_097))).toBe("malformed")
  })

  it("survives four thousand opening parentheses", () => {
    expect(verdict("(".repeat(4_096))).toBe("malformed")
    expect(verdict(`${"(".repeat(100)}int_attr = 5${")".repeat(100)}`)).toBe(true)
    expect(verdict(`${"(".repeat(101)}int_attr = 5${")".repeat(101)}`)).toBe("malformed")
  })
})
