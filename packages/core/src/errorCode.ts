/**
 * The service's error codes as data: what each one means, what a caller can do about it, and whether to send again.
 *
 * Texts keep the service's own spelling errors. CheckImageExists and SearchImageByFilter stand in no published list;
 * expect of them what the searches list.
 *
 * Source: official OpenAPI metadata of 2020-12-14 and the gateway's pages on common errors, see `data/errorCodes.json`.
 */
import table from "./data/errorCodes.json" with { type: "json" }

/**
 * What a caller can do about an error: wait (`throttle`, `transient`, `busyTask`), mend this machine or its rights
 * (`clock`, `credentials`, `permission`), mend the request (`notFound`, `invalid`), buy more (`quota`), or
 * read the service's text (`unknown`).
 */
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

/**
 * When the same call can succeed unchanged: `soon` by itself, `afterTask` once the running task has ended,
 * `afterCorrection` once the sender has set its clock or renewed its token, `never` until a person changes something.
 */
export type Retryable = "soon" | "afterTask" | "afterCorrection" | "never"

/** A row of the error table: a code of the service, with its status, its text and what to do about it. */
export interface ErrorCode {
  readonly code: string
  /** HTTP statuses that the sources give; where they contradict each other, the more frequent one first. */
  readonly status: readonly number[]
  readonly category: ErrorCategory
  readonly retryable: Retryable
  /** Key into `errorCodeSources`. */
  readonly source: string
  /** Operations of 2020-12-14 that list the code; empty for codes of the gateway. */
  readonly operations: readonly string[]
  /** The service's own texts, to the letter. */
  readonly messages: readonly string[]
  /** Half a sentence in plain words, without a full stop. */
  readonly meaning: string
  /** One sentence: what a person can do. */
  readonly advice: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

/** What a code means, and what to do about it. */
export interface ErrorDescription {
  /** Half a sentence in plain words, without a full stop. */
  readonly meaning: string
  /** One sentence for a person. */
  readonly advice: string
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
/** All 112 codes: 83 of the product, 29 of the gateway. */
export const errorCodes: readonly ErrorCode[] = table.rows as readonly ErrorCode[]

/** The documents behind the `source` keys. */
export const errorCodeSources: Readonly<Record<string, string>> = table.sources

/** The row of exactly this code, or undefined. */
export const findErrorCode = (code: string): ErrorCode | undefined => errorCodes.find((row) => row.code === code)

/**
 * Meaning and advice of a code. A code that the table lacks gets those of its family: the gateway builds codes from
 * names, such as `MissingTimestamp`. Undefined for a code of no known family.
 */
export const describeErrorCode = (code: string): ErrorDescription | undefined => {
  const row = rowOrFamily(code)
  return row && { meaning: row.meaning, advice: row.advice }
}

/**
 * The category of an answer: its code decides, since throttles and time-outs arrive under several statuses; a code
 * that the table lacks falls back to its family, then to the status.
 */
export const categorize = (code: string | undefined, status: number): ErrorCategory =>
  (code === undefined ? undefined : rowOrFamily(code))?.category ?? categoryOfStatus(status)

/** Families of codes by how they begin, the narrow ones first, and the row that speaks for each. */
const families = [
  ["Throttling", "Throttling"],
  ["InvalidAccessKeyId", "InvalidAccessKeyId.NotFound"],
  ["InvalidSecurityToken", "InvalidSecurityToken.Malformed"],
  ["Forbidden", "Forbidden.RAM"],
  ["Missing", "MissingParameter"],
  ["Invalid", "InvalidParameter.Format"]
] as const

const rowOrFamily = (code: string): ErrorCode | undefined => {
  const family = families.find(([start]) => code.startsWith(start))
  return findErrorCode(code) ?? (family && findErrorCode(family[1]))
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
