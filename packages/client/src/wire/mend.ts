/**
 * Types that an answer got wrong: numbers that came as text, booleans as text or 0 and 1, ids as numbers, and null for
 * what is absent. The schema says where; only an answer that it refuses comes here. Pure.
 */
import type * as z from "zod/mini"

/** The answer with each value that the schema found of a wrong type in the right one, where it can be had. */
export const mended = (json: unknown, { issues }: z.core.$ZodError): unknown => {
  const copy = structuredClone(json)
  for (const issue of issues) {
    if (issue.code === "invalid_type") mendAt(copy, issue.path, issue.expected)
    // Of a choice between types nobody can say which was meant, but null is none of them.
    if (issue.code === "invalid_union") mendAt(copy, issue.path, undefined)
  }
  return copy
}

const mendAt = (json: unknown, path: readonly PropertyKey[], expected: string | undefined): void => {
  const key = path.at(-1)
  const holder = path.slice(0, -1).reduce<unknown>((value, step) => (isHolder(value) ? value[step] : undefined), json)
  if (key === undefined || !isHolder(holder)) return
  if (holder[key] === null) delete holder[key]
  else holder[key] = valueOf(holder[key], expected)
}

/** The value as the schema expects it, or as it was when that cannot be said. */
const valueOf = (value: unknown, expected: string | undefined): unknown => {
  switch (expected) {
    case "number":
      return typeof value === "string" && decimal.test(value) ? Number(value) : value
    case "string":
      return typeof value === "number" || typeof value === "boolean" ? String(value) : value
    case "boolean":
      return booleans.get(value) ?? value
    default:
      return value
  }
}

const decimal = /^-?\d+(?:\.\d+)?$/

const booleans = new Map<unknown, boolean>([
  ["true", true],
  ["false", false],
  [1, true],
  [0, false]
])

const isHolder = (value: unknown): value is Record<PropertyKey, unknown> => typeof value === "object" && value !== null
