import { describe, expect, it } from "vitest"
import { FilterLimitError, FilterSyntaxError, FilterValueError, parseFilter, where } from "../../src/index.ts"

const int = where.int("int_attr")
const str = where.str("str_attr")

/** What parsing a text fails with. */
const failureOf = (text: string): unknown => {
  try {
    parseFilter(text)
  } catch (error) {
    return error
  }
  return undefined
}

describe("a text that is a filter", () => {
  it.each([
    ["int_attr>3", int.gt(3)],
    ["int_attr2 >= -5", where.int("int_attr2").gte(-5)],
    ["int_attr3\t<\n7", where.int("int_attr3").lt(7)],
    ["int_attr4<=2147483647", where.int("int_attr4").lte(2_147_483_647)],
    ["int_attr = -2147483648", int.eq(-2_147_483_648)],
    ["int_attr=-0", int.eq(0)],
    ["int_attr=007", int.eq(7)],
    ['str_attr="87"', str.eq("87")],
    ['str_attr2 != ""', where.str("str_attr2").ne("")],
    ['str_attr3="红色 AND (x)"', where.str("str_attr3").eq("红色 AND (x)")],
    ["int_attr in(1, 2 ,3)", int.in(1, 2, 3)],
    ['str_attr4 NOT  In ("a","b")', where.str("str_attr4").notIn("a", "b")],
    ["  ((int_attr>3))  ", int.gt(3)],
    ['(int_attr>3)AND(str_attr="a")', int.gt(3).and(str.eq("a"))],
    ['str_attr="a"or str_attr="b"', str.eq("a").or(str.eq("b"))],
    ["(int_attr>3 and int_attr<9) And int_attr=5", where.all(int.gt(3), int.lt(9), int.eq(5))]
  ])("reads %j", (text, filter) => {
    expect(parseFilter(text)).toStrictEqual(filter)
  })

  it("lets AND bind tighter than OR", () => {
    expect(parseFilter("int_attr=1 OR int_attr=2 AND int_attr=3")).toStrictEqual(
      where.any(int.eq(1), where.all(int.eq(2), int.eq(3)))
    )
    expect(parseFilter("(int_attr=1 OR int_attr=2) AND int_attr=3")).toStrictEqual(
      where.all(where.any(int.eq(1), int.eq(2)), int.eq(3))
    )
  })

  it("reads the service's own sample", () => {
    const sample = '(int_attr >= 100000000 AND int_attr < 200000000 AND int_attr=100000252 AND str_attr="87")'
    expect(String(parseFilter(sample))).toBe(
      'int_attr>=100000000 AND int_attr<200000000 AND int_attr=100000252 AND str_attr="87"'
    )
  })
})

describe("a text that is no filter", () => {
  const attributes = 'int_attr, int_attr2 to 4, str_attr, str_attr2 to 4 or "("'
  const intOperators = ">, >=, <, <=, =, in or not in"
  const integer = "a whole number from -2147483648 to 2147483647"

  it.each([
    ["", 0, attributes, "the end"],
    ["  ", 2, attributes, "the end"],
    ["price>3", 0, attributes, '"price"'],
    ["INT_ATTR>3", 0, attributes, '"INT_ATTR"'],
    ["int_attr5>3", 0, attributes, '"int_attr5"'],
    ["int_attr", 8, intOperators, "the end"],
    ["int_attr!=3", 8, intOperators, '"!="'],
    ["int_attr not 3", 13, "IN", '"3"'],
    ['str_attr>"a"', 8, "=, !=, in or not in", '">"'],
    ["int_attr==3", 9, integer, '"="'],
    ['int_attr="3"', 9, integer, '"3"'],
    ["int_attr=3.5", 9, integer, '"3.5"'],
    ["int_attr=1e3", 9, integer, '"1e3"'],
    ["int_attr=+3", 9, integer, '"+"'],
    ["int_attr > 2147483648", 11, integer, '"2147483648"'],
    ["int_attr > -2147483649", 11, integer, '"-2147483649"'],
    ["int_attr in (1,99999999999999999999)", 15, integer, '"99999999999999999999"'],
    ["int_attr in ()", 13, integer, '")"'],
    ["int_attr in (1,)", 15, integer, '")"'],
    ["int_attr in (1 2)", 15, '"," or ")"', '"2"'],
    ["int_attr in 1", 12, '"("', '"1"'],
    ["str_attr=red", 9, "text in double quotes", '"red"'],
    ["str_attr='red'", 9, "text in double quotes", `"'"`],
    ['str_attr="red', 9, "text that ends with a double quote", '"\\"red"'],
    ['str_attr="a$b"', 11, "text without \\ ¥ $ & % (no attribute can hold them)", '"$"'],
    ['str_attr in ("a","\u0007")', 18, "text without control characters", '"\\u0007"'],
    ['str_attr="\ud800"', 10, "text without halves of surrogate pairs", '"\\ud800"'],
    [`str_attr="${"x".repeat(129)}"`, 138, "text of at most 128 characters", '"x"'],
    ["int_attr>3 int_attr<5", 11, "AND, OR or the end", '"int_attr"'],
    ["int_attr>3)", 10, "AND, OR or the end", '")"'],
    ["(int_attr>3", 11, 'AND, OR or ")"', "the end"],
    ["int_attr>3 AND", 14, attributes, "the end"],
    ["int_attr>3 OR OR int_attr<5", 14, attributes, '"OR"'],
    ["int_attr>3 && int_attr<5", 11, "AND, OR or the end", '"&"'],
    ["int_attr>3 AND 👍", 15, attributes, '"👍"']
  ])("is refused at its first fault: %j", (text, offset, expected, found) => {
    const failure = failureOf(text)
    expect(failure).toBeInstanceOf(FilterSyntaxError)
    expect(failure).toMatchObject({ name: "FilterSyntaxError", offset, column: offset + 1, expected, found })
  })

  it("shows a person the place, below full-width characters too", () => {
    expect(failureOf('str_attr="红色" AND int_attr2 > abc')).toHaveProperty(
      "message",
      [
        `Expected ${integer}, found "abc" at column 31 of the filter.`,
        '  str_attr="红色" AND int_attr2 > abc',
        `${" ".repeat(12)}\u3000\u3000${" ".repeat(18)}^`
      ].join("\n")
    )
  })

  it("is quoted without the characters that act on a terminal", () => {
    expect(failureOf("int_attr=\u009b2J")).toMatchObject({ offset: 9, found: '"\\u{9b}"' })
    expect(failureOf('int_attr="\u202e"')).toMatchObject({ offset: 9, found: '"\\u{202e}"' })
  })

  it("cuts a long text on both sides of the place, and hides what moves a terminal's cursor", () => {
    const before = 'str_attr="\u200f12345678901234567890123456789012345" AND\n'
    expect(failureOf(`${before}x AND ${"int_attr>3 AND ".repeat(9)}`)).toHaveProperty(
      "message",
      expect.stringMatching(/\n {2}…5?\d+" AND x AND int_attr>3 AND int_attr>3 AND …\n {39}\^$/)
    )
  })

  it("is refused for its length before it is read", () => {
    const fits = `${"int_attr>3 AND ".repeat(272)}int_attr=12345`.padEnd(4_096)
    expect(fits).toHaveLength(4_096)
    expect(parseFilter(fits)).toHaveProperty("terms.length", 273)
    expect(failureOf(`${fits} `)).toEqual(new FilterLimitError({ unit: "characters", actual: 4_097, most: 4_096 }))
  })

  it("is refused if the parentheses of its canonical form make it too long or too deep", () => {
    const mixed = Array.from({ length: 140 }, () => "int_attr>3 AND int_attr<9").join(" OR ")
    expect(failureOf(mixed)).toEqual(
      new FilterLimitError({ unit: "characters", actual: mixed.length + 140 * 2, most: 4_096 })
    )
    const deep = `${"(int_attr=1 OR int_attr=2 AND ".repeat(60)}int_attr=3${")".repeat(60)}`
    expect(failureOf(deep)).toEqual(new FilterLimitError({ unit: "levels of parentheses", actual: 101, most: 100 }))
  })

  it.each(["in", "not in"])(
    "is refused if the blank before a list makes its canonical form too long: %s",
    (operator) => {
      const open = `str_attr ${operator}(${`"${"x".repeat(126)}",`.repeat(31)}"`
      const longest = `${open}${"x".repeat(4_096 - open.length - 2)}")`
      expect(longest).toHaveLength(4_096)
      expect(failureOf(longest)).toEqual(new FilterLimitError({ unit: "characters", actual: 4_097, most: 4_096 }))
      expect(String(parseFilter(longest.replace("x", "")))).toHaveLength(4_096)
    }
  )

  it("is refused at the 101st open parenthesis", () => {
    const nested = (levels: number) => `${"(".repeat(levels)}int_attr>3${")".repeat(levels)}`
    expect(parseFilter(nested(100))).toStrictEqual(int.gt(3))
    expect(failureOf(nested(101))).toMatchObject({ offset: 100, expected: "at most 100 levels of parentheses" })
    expect(failureOf("(".repeat(4_096))).toBeInstanceOf(FilterSyntaxError)
  })

  it.each([undefined, null, 7, {}, Symbol("s")])("is refused if it is no text at all: %s", (value) => {
    expect(() => parseFilter(value as never)).toThrow(FilterValueError)
    expect(() => parseFilter(value as never)).toThrow(/^parseFilter takes text, and got /)
  })
})
