/**
 * The operations of the service as data: what a call is named, where it goes, and how safe it is to repeat.
 *
 * Three versions share names (`AddImage` is in two), so `operation` looks only where new programs look, and the
 * older versions are asked for by version.
 *
 * Source: official OpenAPI metadata and official SDKs, see `data/operations.json`; safety follows from the documented
 * effect of each operation.
 */
import table from "./data/operations.json" with { type: "json" }

/**
 * What sending an operation twice does: `safe` changes nothing, `idempotent` ends in the same state, `once` starts a
 * second task.
 */
export type Safety = "safe" | "idempotent" | "once"

/** Operations that share one limit of calls per second share this key. */
export type LimitKey =
  | "add"
  | "delete"
  | "update"
  | "search"
  | "detail"
  | "dumpMeta"
  | "dumpMetaList"
  | "increaseInstance"
  | "increaseList"
  | "authorize"

/** Names of the operations of each version. */
export interface OperationNames {
  readonly "2020-12-14":
    | "AddImage"
    | "DeleteImage"
    | "UpdateImage"
    | "SearchImageByPic"
    | "SearchImageByName"
    | "SearchImageByText"
    | "SearchImageByFilter"
    | "CompareSimilarByImage"
    | "CheckImageExists"
    | "Detail"
    | "DumpMeta"
    | "DumpMetaList"
    | "IncreaseInstance"
    | "IncreaseList"
  readonly "2019-03-25": "AddImage" | "SearchImage" | "DeleteImage"
  readonly "2018-01-20": "AddItem" | "SearchItem" | "DeleteItem"
  /** Version of the platform that hands out uploads, the same for every region. */
  readonly "2019-12-19": "AuthorizeFileUpload"
}

/** A version of the service's API, by its date. New instances speak 2020-12-14. */
export type ApiVersion = keyof OperationNames

/** An operation of the current version, or the upload's authorization. */
export type OperationName = OperationNames["2020-12-14" | "2019-12-19"]

/** A row of the operation table: how one operation is addressed, and how safe it is to repeat. */
export interface Operation<Version extends ApiVersion = ApiVersion> {
  /** The wire's name, sent as `x-acs-action` by RPC operations; ROA operations are known by their path. */
  readonly name: OperationNames[Version]
  readonly product: "ImageSearch" | "OpenPlatform"
  /** API version, sent as `x-acs-version`. */
  readonly version: Version
  /** RPC names the operation in a header or parameter, ROA in the path. */
  readonly style: "RPC" | "ROA"
  /** The method to send with: that of the official SDK. */
  readonly method: "GET" | "POST"
  /** Every documented method. */
  readonly methods: ReadonlyArray<"GET" | "POST">
  readonly path: string
  readonly safety: Safety
  readonly limitKey: LimitKey
  /** Calls per second and instance; `bought` is the plan's rate of searches, null is not stated. */
  readonly perSecond: number | "bought" | null
  /** The same for an instance of the smallest size, 100,000 pictures, where it differs. */
  readonly perSecondSmallest?: number
  /** Key into `operationSources`. */
  readonly source: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
/** All 21 operations: 14 of 2020-12-14, 3 of 2019-03-25, 3 of 2018-01-20, and AuthorizeFileUpload. */
export const operations: readonly Operation[] = table.rows as readonly Operation[]

/** The documents behind the `source` keys. */
export const operationSources: Readonly<Record<string, string>> = table.sources

/** The operation of this name in 2020-12-14, or AuthorizeFileUpload. */
export const operation = (name: OperationName): Operation<"2020-12-14" | "2019-12-19"> =>
  name === "AuthorizeFileUpload" ? operationOf("2019-12-19", name) : operationOf("2020-12-14", name)

/** The operations of a version, in the order of the data file. */
export const operationsOf = <Version extends ApiVersion>(version: Version): ReadonlyArray<Operation<Version>> =>
  operations.filter((row): row is Operation<Version> => row.version === version)

/** The operation of this name in this version. */
export const operationOf = <Version extends ApiVersion>(
  version: Version,
  name: OperationNames[Version]
): Operation<Version> => {
  const row = operationsOf(version).find((candidate) => candidate.name === name)
  if (row === undefined) throw new Error(`operations.json has no row for ${name} of ${version}`)
  return row
}
