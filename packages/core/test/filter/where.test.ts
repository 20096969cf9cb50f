import { describe, expect, it } from "vitest"
import {
  FilterLimitError,
  FilterValueError,
  formatFilter,
  isFilter,
  parseFilter,
  usesListOperators,
  where,
  type Filter
} from "../../src/index.ts"

const int = where.int("int_attr")
const str = where.str("str_attr")

describe("where", () => {
  it.each([
    [int.gt(3), "int_attr>3"],
    [int.gte(3), "int_attr>=3"],
    [int.lt(-3), "int_attr<-3"],
    [int.lte(3), "int_attr<=3"],
    [int.eq(-0), "int_attr=0"],
    [int.in(1), "int_attr in (1)"],
    [int.notIn(1, 2), "int_attr not in (1,2)"],
    [str.eq("red"), 'str_attr="red"'],
    [str.ne(""), 'str_attr!=""'],
    [where.str("str_attr2").in("a", "b"), 'str_attr2 in ("a","b")'],
    [where.str("str_attr4").notIn("￥"), 'str_attr4 not in ("￥")'],
    [int.gte(3).and(str.in("a", "b")).or(int.eq(0)), '(int_attr>=3 AND str_attr in ("a","b")) OR int_attr=0'],
    [where.any(int.eq(1), int.eq(2)).and(int.eq(3)), "(int_attr=1 OR int_attr=2) AND int_attr=3"],
    [where.all(where.all(int.eq(1), int.eq(2)), int.eq(3)), "int_attr=1 AND int_attr=2 AND int_attr=3"],
    [int.eq(1).or(int.eq(2), int.eq(3).or(int.eq(4))), "int_attr=1 OR int_attr=2 OR int_attr=3 OR int_attr=4"],
    [where.any(int.eq(1)), "int_attr=1"]
  ])("writes %s", (filter, text) => {
    expect(String(filter)).toBe(text)
    expect(formatFilter(filter)).toBe(text)
  })

  it("makes filters that nothing can change", () => {
    const list = str.in("a", "b")
    const both = int.eq(1).and(list)
    expect(() => Object.assign(both, { kind: "or" })).toThrow(TypeError)
    expect(() => Object.assign(list, { operator: "not in" })).toThrow(TypeError)
    expect(() => Object.assign(int.eq(1), { value: 2 })).toThrow(TypeError)
    expect([both, "terms" in both && both.terms, list, "values" in list && list.values].every(Object.isFrozen)).toBe(
      true
    )
  })

  it("keeps its own copy of the values it is given", () => {
    const values: [string, ...string[]] = ["a", "b"]
    const filter = str.in(...values)
    values[0] = "c"
    expect(String(filter)).toBe('str_attr in ("a","b")')
  })
})

// Each of these lines must fail to compile: the compiler reports a directive that expects an error in vain.
describe("what does not compile is refused at run time as well", () => {
  // oxlint-disable-next-line typescript/no-misused-spread -- losing the class is what the case is about
  const copy = { ...int.eq(1) }
  const cases: readonly (readonly [string, () => unknown, string])[] = [
    // @ts-expect-error an attribute of the other family
    ["int of a text", () => where.int("str_attr"), "where.int"],
    // @ts-expect-error no such attribute
    ["str of an unknown name", () => where.str("price"), "where.str"],
    // @ts-expect-error a text for an integer
    ["a text for an integer", () => int.gte("3"), "int_attr"],
    // @ts-expect-error a number for a text
    ["a number for a text", () => where.str("str_attr3").eq(3), "str_attr3"],
    // @ts-expect-error an empty list
    ["an empty list of integers", () => where.int("int_attr2").in(), "int_attr2"],
    // @ts-expect-error an empty list
    ["an empty list of texts", () => str.notIn(), "str_attr"],
    // @ts-expect-error a list that may be empty
    ["a list of unknown length", () => int.in(...new Array<number>()), "int_attr"],
    // @ts-expect-error an array for a value
    ["an array for a value", () => int.in([1, 2]), "int_attr"],
    // @ts-expect-error nothing to join
    ["all of nothing", () => where.all(), "where.all"],
    // @ts-expect-error a text for a filter
    ["any of a text", () => where.any(int.eq(1), "int_attr>3"), "where.any"],
    // @ts-expect-error nothing to join
    ["and with nothing", () => int.eq(1).and(), "and"],
    // @ts-expect-error null for a filter
    ["or with null", () => int.eq(1).or(null), "or"],
    // @ts-expect-error a text for a filter
    ["formatting a text", () => formatFilter("int_attr>3"), "formatFilter"],
    // @ts-expect-error a copy has no methods
    ["formatting a copy", () => formatFilter(copy), "formatFilter"]
  ]

  it.each(cases)("%s", (_, attempt, field) => {
    expect(attempt).toThrow(FilterValueError)
    expect(attempt).toThrow(expect.objectContaining({ name: "FilterValueError", field }))
  })

  it("has no operator that the service does not list", () => {
    // @ts-expect-error integers have no !=
    expect(int.ne).toBeUndefined()
    // @ts-expect-error texts have no order
    expect(str.gt).toBeUndefined()
  })

  it("does not let a filter be changed", () => {
    const filter = int.eq(1)
    // @ts-expect-error read-only
    expect(() => (filter.kind = "and")).toThrow(TypeError)
  })

  it("refuses a method that has lost its filter", () => {
    // oxlint-disable-next-line typescript/unbound-method -- being unbound is what the case is about
    expect(() => Reflect.apply(int.eq(1).and, undefined, [int.eq(2)])).toThrow(FilterValueError)
  })
})

describe("a value that no filter can hold", () => {
  it.each([2 ** 31, -(2 ** 31) - 1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("is refused: %s", (value) => {
    expect(() => where.int("int_attr4").lt(value)).toThrow(
      `int_attr4 takes a whole number from -2147483648 to 2147483647, and got ${value}.`
    )
  })

  it.each([null, undefined, 3n, "3", {}, Object.create(null), [], Symbol("s"), () => 3, true])(
    "is refused whatever its type, naming the attribute",
    (value) => {
      expect(() => int.in(1, value as never)).toThrow(/^int_attr takes a whole number .* and got .+\.$/)
      expect(() => str.eq((value === "3" ? 3 : value) as never)).toThrow(/^str_attr takes text, and got .+\.$/)
      expect(() => where.all(value as never)).toThrow(/^where\.all takes filters .* and got .+ as argument 1\.$/)
    }
  )

  it.each(["\\", "¥", "$", "&", "%"])("is refused with a %s, which the service lets no attribute hold", (mark) => {
    expect(() => str.ne(`a${mark}`)).toThrow("str_attr takes text without \\ ¥ $ & % (no attribute can hold them)")
  })

  it("is refused with a double quote, for which there is no escape", () => {
    expect(() => str.in("a", 'b"')).toThrow(
      'str_attr takes text without a double quote (a filter has no escape for it), and got "b\\"".'
    )
  })

  it("is refused with a control character or half of a surrogate pair", () => {
    for (const value of ["a\nb", "\0", "\u0085"]) expect(() => str.eq(value)).toThrow("without control characters")
    for (const value of ["\ud83d", "\udc4da"]) expect(() => str.eq(value)).toThrow("without halves of surrogate pairs")
    expect(String(str.eq("👍"))).toBe('str_attr="👍"')
  })

  it("is refused beyond 128 characters, counted in UTF-16 code units", () => {
    expect(String(str.eq("x".repeat(128)))).toHaveLength(128 + 'str_attr=""'.length)
    expect(() => str.eq("x".repeat(129))).toThrow(/at most 128 characters, and got 129 characters: "x{39}…"\.$/)
    expect(() => str.eq("👍".repeat(65))).toThrow("got 130 characters")
    expect(() => str.eq(`${"x".repeat(129)}$`)).toThrow("at most 128 characters, and got 130 characters")
    expect(() => str.eq(`$${"x".repeat(129)}`)).toThrow(/text without .* and got "\$x{38}…"\.$/)
  })
})

describe("a filter too large", () => {
  it("to be sent is refused with its length", () => {
    const terms = Array.from({ length: 255 }, () => str.eq("abc")) // 14 characters, 5 more between two
    expect(String(int.eq(1).and(terms[0] ?? int.eq(1), ...terms.slice(0, 214)))).toHaveLength(10 + 215 * 19)
    expect(() => where.all(int.eq(1), ...terms)).toThrow(
      new FilterLimitError({ unit: "characters", actual: 10 + 255 * 19, most: 4_096 })
    )
    expect(() => int.in(1, ...Array.from({ length: 3_000 }, () => 1))).toThrow(FilterLimitError)
    expect(() => str.notIn("a", ...Array.from({ length: 1_100 }, () => "a"))).toThrow(FilterLimitError)
  })

  it("to be read back is refused with its depth", () => {
    const nested = (levels: number): Filter => {
      let filter = int.eq(1).or(int.eq(2))
      for (let level = 0; level < levels; level++)
        filter = level % 2 === 0 ? filter.and(int.eq(3)) : filter.or(int.eq(4))
      return filter
    }
    expect(parseFilter(String(nested(100)))).toStrictEqual(nested(100))
    expect(() => nested(101)).toThrow(new FilterLimitError({ unit: "levels of parentheses", actual: 101, most: 100 }))
  })
})

it("tells which filters need the newer operators", () => {
  expect(usesListOperators(int.eq(1).and(str.ne("in")))).toBe(false)
  expect(usesListOperators(int.in(1))).toBe(true)
  expect(usesListOperators(int.eq(1).and(int.eq(2).or(str.notIn("a"))))).toBe(true)
})

it("tells filters from texts and copies", () => {
  expect([int.eq(1), parseFilter("int_attr=1 OR int_attr=2")].every(isFilter)).toBe(true)
  expect(["int_attr=1", null, undefined, structuredClone({ kind: "and", terms: [] })].some(isFilter)).toBe(false)
})
