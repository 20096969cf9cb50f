// What the service refuses with. Texts and HTTP statuses come from the shared table of error codes; where the documents
// give a pattern instead of a code (Missing<Name>, Invalid<Name>), the pattern is filled in here.

import errorCodes from "@imagesearch/core/data/errorCodes.json" with { type: "json" }

interface ErrorCode {
  readonly code: string
  readonly status: readonly number[]
  readonly messages: readonly string[]
  readonly meaning: string
  readonly operations: readonly string[]
}

/** A refusal as a client sees it: the service's code and text, and the HTTP status it travels with. */
export class ServiceError extends Error {
  readonly code: string
  readonly status: number
  /** What the body holds beside the code and the text. */
  readonly members: Readonly<Record<string, unknown>>

  constructor(code: string, status: number, message: string, members: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.name = "ServiceError"
    this.code = code
    this.status = status
    this.members = members
  }
}

/** Makes the refusal of a code in the table. `variant` picks one of several documented texts, the first by default. */
export const refuse = (code: string, { variant = 0 }: { readonly variant?: number } = {}): ServiceError => {
  const row = TABLE.get(code)
  if (row === undefined) throw new Error(`the table of error codes has no ${code}`)
  return new ServiceError(code, row.status[0] ?? 400, row.messages[variant] ?? row.messages[0] ?? `${row.meaning}.`)
}

/** The status and the text that are documented for a code; undefined for a code that is not. */
export const describeCode = (code: string): { readonly status: number; readonly message: string } | undefined =>
  TABLE.has(code) ? refuse(code) : undefined

/** What the service says of a failure of its own: the code that the operation documents, or else InternalError of the gateway. */
export const failed = (operation: string | undefined): ServiceError =>
  refuse(FAILURES.find((code) => TABLE.get(code)?.operations.some((name) => name === operation)) ?? "InternalError")

/** The codes of an unexpected failure beside InternalError; no operation lists both. */
const FAILURES = ["UnknownException", "Console.InternalError"]

/** The gateway's answer to a mandatory parameter that is absent: `Missing<Name>`. */
export const missing = (name: string): ServiceError =>
  new ServiceError(`Missing${name}`, 400, `${name} is mandatory for this action.`)

/**
 * The answer to a parameter value outside its documented form: the row `Invalid<Name>` if there is one, else the
 * pattern.
 */
export const invalid = (name: string): ServiceError =>
  TABLE.has(`Invalid${name}`)
    ? refuse(`Invalid${name}`)
    : new ServiceError(`Invalid${name}`, 400, `Specified parameter ${name} is not valid.`)

const ROWS: readonly ErrorCode[] = errorCodes.rows
const TABLE: ReadonlyMap<string, ErrorCode> = new Map(ROWS.map((row) => [row.code, row]))
