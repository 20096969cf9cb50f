/**
 * The service's error codes as data, each with one of ten categories: what a caller can do about it.
 *
 * Source: official OpenAPI metadata of 2020-12-14 and the gateway's pages on common errors, see `data/errorCodes.json`.
 */
import errorCodeRows from "./data/errorCodes.json" with { type: "json" }

export type ErrorCategory =
  | "throttle"
  | "transient"
  | "clock"
  | "credentials"
  | "permission"
  | "notFound"
  | "invalid"
  | "quota"
  | "busyTask"
  | "unknown"

export interface ErrorCode {
  readonly code: string
  /** HTTP statuses that the sources give; where they contradict each other, the more frequent one first. */
  readonly status: readonly number[]
  /** The service's own texts, to the letter. */
  readonly messages: readonly string[]
  readonly meaning: string
  /** Operations that list the code; empty for codes of the gateway. */
  readonly operations: readonly string[]
  readonly category: ErrorCategory
  readonly source: string
}

// The one boundary where JSON's `string` becomes our union; a test reads every row.
export const errorCodes: readonly ErrorCode[] = errorCodeRows as readonly ErrorCode[]

const byCode: ReadonlyMap<string, ErrorCode> = new Map(errorCodes.map((row) => [row.code, row]))

/** The row of a code, or undefined. */
export const findErrorCode = (code: string): ErrorCode | undefined => byCode.get(code)

/**
 * The category of an answer: its code decides, since throttles and time-outs arrive under several statuses; a code
 * that the table lacks falls back to its family (`Throttling.*`, `InvalidSecurityToken.*`), then to the status.
 */
export const categorize = (code: string | undefined, status: number): ErrorCategory => {
  const known = code === undefined ? undefined : byCode.get(code)
  if (known !== undefined) return known.category
  if (code?.startsWith("Throttling")) return "throttle"
  if (code?.startsWith("InvalidSecurityToken")) return "credentials"
  if (code?.startsWith("Forbidden")) return "permission"
  if (code?.startsWith("Missing") || code?.startsWith("Invalid")) return "invalid"
  return categoryOfStatus(status)
}

const categoryOfStatus = (status: number): ErrorCategory => {
  if (status === 429) return "throttle"
  if (status === 401) return "credentials"
  if (status === 403) return "permission"
  if (status === 404) return "notFound"
  // 408 asks for a repeat; 501 and 505 say that a repeat cannot help.
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return "transient"
  return status >= 400 && status < 500 ? "invalid" : "unknown"
}
