/** Wire answers to results: `PicInfo.CategoryId` becomes `picInfo.categoryId`, in types and in values alike. */

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
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [uncapitalize(key), camelizeUnknown(inner)]))
}

const uncapitalize = (key: string): string => key.charAt(0).toLowerCase() + key.slice(1)
