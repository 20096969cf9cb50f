/** Wire answers to results: `PicInfo.CategoryId` becomes `picInfo.categoryId`, in types and in values alike. */
import { toFieldName } from "./names.ts"

/** A type with every key's first letter in lower case, at every depth. */
export type Camelized<T> =
  T extends ReadonlyArray<infer Item>
    ? ReadonlyArray<Camelized<Item>>
    : T extends object
      ? { readonly [Key in keyof T as Key extends string ? Uncapitalize<Key> : Key]: Camelized<T[Key]> }
      : T

/** Lower-cases the first letter of every key. Fields that no schema names are kept, so new ones are not lost. */
export const camelize = <T>(value: T): Camelized<T> => camelizeUnknown(value) as Camelized<T> // the type mirrors the function

const camelizeUnknown = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camelizeUnknown)
  if (typeof value !== "object" || value === null) return value
  const result: Record<string, unknown> = {}
  // `Object.keys` with a loop costs a seventh of entries and back, and every hit of every search comes through here.
  for (const key of Object.keys(value)) {
    // As a key it would replace the prototype; no field of an answer is named so.
    if (key !== "__proto__") result[toFieldName(key)] = camelizeUnknown(Reflect.get(value, key))
  }
  return result
}
