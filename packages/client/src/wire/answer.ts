/** Wire answers to results: `PicInfo.CategoryId` becomes `picInfo.categoryId`, in types and in values alike. */
import { toFieldName } from "./names.ts"

/**
 * A type with every key's first letter in lower case, at every depth. It names known fields alone: with an index signature
 * a misspelt one would compile. The rest is in the value, and typed as `unknown` in `raw`.
 */
export type Camelized<T> =
  T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Camelized<Item>>
    : T extends object
      ? {
          readonly [
            Key in keyof T as Key extends string ? (string extends Key ? never : Uncapitalize<Key>) : Key
          ]: Camelized<T[Key]>
        }
      : T

/** Lower-cases the first letter of every key. Fields that no schema names are kept, so new ones are not lost. */
export const camelize = <T>(value: T): Camelized<T> => camelizeUnknown(value) as Camelized<T> // the type mirrors the function

const camelizeUnknown = (value: unknown): unknown =>
  typeof value !== "object" || value === null
    ? value
    : Array.isArray(value)
      ? value.map(camelizeUnknown)
      : camelizeFields(value as Readonly<Record<string, unknown>>) // from JSON, whose objects are nothing else

const camelizeFields = (fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> => {
  const result: Record<string, unknown> = {}
  // A loop over the keys costs a seventh of entries and back, and every hit of every search comes through here.
  for (const key of Object.keys(fields)) {
    const value = fields[key]
    // As a key it would replace the prototype; no field of an answer is named so.
    if (key !== "__proto__") result[toFieldName(key)] = typeof value === "object" ? camelizeUnknown(value) : value
  }
  return result
}
