/**
 * Names on both sides of the wire: `intAttr2` is `IntAttr2` there. Cutting a text makes a new one each time, and a
 * search's answer names the same few fields in every hit, so each name is turned once.
 */

/** `productId` to `ProductId`. */
export const toWireName = (name: string): string => wireNames.get(name) ?? turn(wireNames, name, "toUpperCase")

/** `ProductId` to `productId`. */
export const toFieldName = (name: string): string => fieldNames.get(name) ?? turn(fieldNames, name, "toLowerCase")

const wireNames = new Map<string, string>()
const fieldNames = new Map<string, string>()

/** Bound of the memory that names of a strange answer may take. */
const mostNames = 500

const turn = (names: Map<string, string>, name: string, letter: "toUpperCase" | "toLowerCase"): string => {
  const result = name.charAt(0)[letter]() + name.slice(1)
  if (names.size < mostNames) names.set(name, result)
  return result
}
