/**
 * The operations of the service as data: what a call is named, where it goes, and how safe it is to repeat.
 *
 * Source: official OpenAPI metadata of 2020-12-14; safety follows from the documented effect of each operation.
 */
import operationRows from "./data/operations.json" with { type: "json" }

/**
 * What sending an operation twice does: `safe` changes nothing, `idempotent` ends in the same state, `once` starts a
 * second task.
 */
export type Safety = "safe" | "idempotent" | "once"

/** Operations that share one limit of calls per second share this key. */
export type LimitKey = "add" | "delete" | "search" | "detail" | "authorize"

export type OperationName =
  | "AddImage"
  | "DeleteImage"
  | "SearchImageByPic"
  | "SearchImageByName"
  | "Detail"
  | "AuthorizeFileUpload"

export interface Operation {
  /** The wire's name, sent as `x-acs-action`. */
  readonly name: OperationName
  readonly product: "ImageSearch" | "OpenPlatform"
  /** API version, sent as `x-acs-version`. */
  readonly version: string
  readonly method: "GET" | "POST"
  readonly path: string
  readonly safety: Safety
  readonly limitKey: LimitKey
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
const rows = operationRows as readonly Operation[]

/** The operation of this name. */
export const operation = (name: OperationName): Operation => {
  const row = rows.find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`operations.json has no row for ${name}`)
  return row
}

/** Every operation, in the order of the data file. */
export const operations: readonly Operation[] = rows
