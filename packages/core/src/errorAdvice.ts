/**
 * What to do about an error of the service: whether the same call can succeed later, and what a person can do. What the
 * service's documents say of each code stands in `errorCode.ts`, in a table of its own, which few programs need.
 *
 * CheckImageExists and SearchImageByFilter stand in no published list; expect of them what the searches list.
 */
import table from "./data/errorAdvice.json" with { type: "json" }

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

/** What to do about a code. */
export interface ErrorAdvice {
  readonly category: ErrorCategory
  readonly retryable: Retryable
  /** One sentence: what a person can do. */
  readonly advice: string
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
const adviceByCode = new Map(Object.entries(table)) as ReadonlyMap<string, ErrorAdvice>

/**
 * What to do about a code. A code that the table lacks gets what its family gets: the gateway builds codes from names,
 * such as `MissingTimestamp`. Undefined for a code of no known family.
 */
export const adviseOnErrorCode = (code: string): ErrorAdvice | undefined => {
  const known = codeInTable(code)
  return known === undefined ? undefined : adviceByCode.get(known)
}

/**
 * The category of an answer: its code decides, since throttles and time-outs arrive under several statuses; a code
 * that the table lacks falls back to its family, then to the status.
 */
export const categorize = (code: string | undefined, status: number): ErrorCategory =>
  (code === undefined ? undefined : adviseOnErrorCode(code))?.category ?? categoryOfStatus(status)

/** The code itself if the table has it, or else the code that speaks for its family. */
export const codeInTable = (code: string): string | undefined =>
  adviceByCode.has(code) ? code : families.find(([start]) => code.startsWith(start))?.[1]

/** Families of codes by how they begin, the narrow ones first, and the code that speaks for each. */
const families = [
  ["Throttling", "Throttling"],
  ["InvalidAccessKeyId", "InvalidAccessKeyId.NotFound"],
  ["InvalidSecurityToken", "InvalidSecurityToken.Malformed"],
  ["Forbidden", "Forbidden.RAM"],
  ["Missing", "MissingParameter"],
  ["Invalid", "InvalidParameter.Format"]
] as const

const categoryOfStatus = (status: number): ErrorCategory => {
  if (status === 429) return "throttle"
  if (status === 401) return "credentials"
  if (status === 403) return "permission"
  if (status === 404) return "notFound"
  // 408 asks for a repeat; 501 and 505 say that a repeat cannot help.
  if (status === 408 || (status >= 500 && status !== 501 && status !== 505)) return "transient"
  return status >= 400 && status < 500 ? "invalid" : "unknown"
}
