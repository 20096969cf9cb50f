/** Input fields to wire parameters: `intAttr2` becomes `IntAttr2`, booleans and numbers become text. */
import { encodePairs, type Pair } from "@imagesearch/core"
import { toWireName } from "./names.ts"

/** Values that have a form on the wire. Undefined is left out, as the service tells absent from empty. */
export type ParameterValue = string | number | boolean | undefined

/** The parameters of an operation, in the order of the fields. */
export const wireParameters = (fields: Readonly<Record<string, ParameterValue>>): readonly Pair[] => {
  const pairs: Pair[] = []
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    if (value !== undefined) pairs.push([toWireName(name), String(value)])
  }
  return pairs
}

/** A form body and its header. */
export const formBody = (
  parameters: readonly Pair[]
): { readonly headers: Readonly<Record<string, string>>; readonly body: Uint8Array } => ({
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: utf8.encode(encodePairs(parameters))
})

const utf8 = new TextEncoder()
