import fc from "fast-check"
import { expect, it } from "vitest"
import {
  FilterSyntaxError,
  formatFilter,
  parseFilter,
  where,
  type Filter,
  type IntConditions,
  type StrConditions
} from "../../src/index.ts"

const integer = fc.oneof(fc.integer(), fc.constantFrom(0, -0, 2 ** 31 - 1, -(2 ** 31)))
// Short, so that 64 conditions stay below 4,096 characters; blanks, keywords and signs must not confuse the parser.
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 3 }).map((value) => value.toWellFormed().replace(/[\\¥$&%"\p{Cc}]/gu, "?")),
  fc.constantFrom(" AND ", "(", ")", ",", "'", " ", "in", "NOT", "红色")
)
const ints = fc.tuple(integer, fc.array(integer, { maxLength: 2 }))
const texts = fc.tuple(text, fc.array(text, { maxLength: 2 }))

const onInt = fc
  .tuple(fc.constantFrom("int_attr", "int_attr2", "int_attr3", "int_attr4"), ints)
  .chain(([attribute, [first, rest]]) => {
    const conditions: IntConditions = where.int(attribute)
    const compared = (["gt", "gte", "lt", "lte", "eq"] as const).map((operator) => conditions[operator](first))
    return fc.constantFrom(...compared, conditions.in(first, ...rest), conditions.notIn(first, ...rest))
  })
const onStr = fc
  .tuple(fc.constantFrom("str_attr", "str_attr2", "str_attr3", "str_attr4"), texts)
  .chain(([attribute, [first, rest]]) => {
    const conditions: StrConditions = where.str(attribute)
    const compared = [conditions.eq(first), conditions.ne(first)]
    return fc.constantFrom(...compared, conditions.in(first, ...rest), conditions.notIn(first, ...rest))
  })

const filters = fc.letrec<{ filter: Filter; junction: Filter }>((tie) => ({
  filter: fc.oneof({ maxDepth: 3, depthIdentifier: "filter" }, onInt, onStr, tie("junction")),
  junction: fc
    .tuple(
      fc.constantFrom(where.all, where.any),
      tie("filter"),
      fc.array(tie("filter"), { maxLength: 3, depthIdentifier: "filter" })
    )
    .map(([join, first, rest]) => join(first, ...rest))
})).junction

/** Conditions, brackets, keywords, values and rubbish in any order; short ones are often filters. */
const tokenSoup = fc
  .array(
    fc.oneof(
      {
        weight: 4,
        arbitrary: fc.constantFrom("int_attr=1", 'str_attr!="b"', "int_attr in (1,2)", "AND", "or", "(", ")")
      },
      {
        weight: 2,
        arbitrary: fc.constantFrom("int_attr", "str_attr2", "not", "in", ",", ">", ">=", "=", '"', "7", '"a"')
      },
      { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 2 }) }
    ),
    { maxLength: 12 }
  )
  .map((tokens) => tokens.join(" "))

it("reads back what it has written", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      expect(parseFilter(formatFilter(filter))).toStrictEqual(filter)
    })
  )
})

it("reads the same in any case of the keywords and with blanks round every sign", () => {
  fc.assert(
    fc.property(filters, fc.constantFrom(" ", "\t", "\n ", "  "), (filter, blank) => {
      const outsideTexts = formatFilter(filter).split(/("[^"]*")/)
      const spaced = outsideTexts.map((part, index) =>
        index % 2 === 1
          ? part
          : part
              .replace(/>=|<=|!=|[><=(),]/g, `${blank}$&${blank}`)
              .replace(/ (?:AND|OR|in|not in) /g, (keyword) => keyword.toUpperCase().replace("N", "n"))
      )
      fc.pre(spaced.join("").length <= 4_096)
      expect(parseFilter(spaced.join(""))).toStrictEqual(filter)
    })
  )
})

it("never writes AND and OR side by side without parentheses, so that their precedence does not matter", () => {
  fc.assert(
    fc.property(filters, (filter) => {
      let level = formatFilter(filter).replace(/"[^"]*"/g, "text")
      const innermost = /\([^()]*\)/g
      while (level !== "") {
        const groups = level.match(innermost) ?? [level]
        for (const group of groups) expect(/ AND /.test(group) && / OR /.test(group)).toBe(false)
        level = innermost.test(level) ? level.replace(innermost, "group") : ""
        innermost.lastIndex = 0
      }
    })
  )
})

it("either reads a text, into one whose canonical form stays as it is, or says where in it the fault is", () => {
  const counts = { read: 0, refused: 0 }
  fc.assert(
    fc.property(tokenSoup, (soup) => {
      const result = outcome(soup)
      counts[result instanceof FilterSyntaxError ? "refused" : "read"]++
      expect(isSound(result, soup)).toBe(true)
    }),
    { numRuns: 2_000 }
  )
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(20)
})

it("does so for a filter with one character dropped, replaced or put in", () => {
  fc.assert(
    fc.property(
      filters,
      fc.nat(),
      fc.constantFrom("", "(", ")", '"', " ", "0", "$", "é"),
      fc.nat({ max: 1 }),
      (filter, at, insert, dropped) => {
        const written = formatFilter(filter)
        const place = at % written.length
        const damaged = written.slice(0, place) + insert + written.slice(place + dropped)
        expect(isSound(outcome(damaged), damaged)).toBe(true)
      }
    )
  )
})

/** The filter, or the error that parsing is documented to fail with. */
const outcome = (source: string): Filter | FilterSyntaxError => {
  try {
    return parseFilter(source)
  } catch (error) {
    if (error instanceof FilterSyntaxError) return error
    throw error
  }
}

const isSound = (result: Filter | FilterSyntaxError, source: string): boolean => {
  if (result instanceof FilterSyntaxError) return result.offset >= 0 && result.offset <= source.length
  const canonical = formatFilter(result)
  return formatFilter(parseFilter(canonical)) === canonical
}
