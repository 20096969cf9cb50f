/**
 * JSON whose whole numbers keep every digit. Those beyond 2^53, such as an id of 64 bits, become text: as numbers they
 * would be rounded.
 */

/** What the bytes hold, which must be JSON. */
export const exactJson = (body: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(body), keepDigits)

/** `source` is the number as it was written; runtimes that do not give it round as they always did. */
const keepDigits = (_key: string, value: unknown, context?: { readonly source?: string }): unknown =>
  typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value) && context?.source !== undefined
    ? context.source
    : value
