import * as z from "zod/mini"
import { describe, expect, it } from "vitest"
import { looseObject, optional } from "../src/compiledObject.ts"

const fields = {
  string: z.string(),
  number: z.number(),
  boolean: z.boolean(),
  "string of three characters": z.string().check(z.minLength(3)),
  "list of numbers": z.array(z.number()),
  "number with a default": z._default(z.number(), 7)
}

const values = ["red", "", 3, 0.5, Number.NaN, Number.POSITIVE_INFINITY, true, false, null, undefined, {}, [1], ["1"]]

describe("optional", () => {
  it.each(Object.entries(fields))("reads a %s as z.optional does", (_, schema) => {
    const ours = looseObject({ field: optional(schema) })
    const theirs = looseObject({ field: z.optional(schema) })
    expect(z.safeParse(ours, {})).toEqual(z.safeParse(theirs, {}))
    for (const field of values) expect(z.safeParse(ours, { field })).toEqual(z.safeParse(theirs, { field }))
  })
})
