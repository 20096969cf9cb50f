// A request as it arrived, and its parts as the signature schemes and the operations read them.

import { refuse } from "../errors.ts"
import { decodePairs, type Pair } from "./percentEncoding.ts"

/** A request as it arrived. Strings hold one byte per character, as node:http hands them over. */
export interface ReceivedRequest {
  readonly method: string
  readonly path: string
  /** What follows the `?`, still encoded; empty without one. */
  readonly query: string
  /** Name, value, name, value, in the order and the case sent. */
  readonly rawHeaders: readonly string[]
  readonly body: Uint8Array
}

/** Values by lower-case name, trimmed, in the order sent. */
export type Headers = ReadonlyMap<string, string | readonly string[]>

/** A request taken apart. */
export interface OpenedRequest extends ReceivedRequest {
  readonly headers: Headers
  readonly queryPairs: readonly Pair[]
  /**
   * Empty if the body is no form. Taken apart when it is first asked for, since not every signature covers it. Throws
   * InvalidParameter.Format for more than 1,000 parameters.
   */
  readonly formPairs: readonly Pair[]
}

/** No operation knows more than 20 parameters; a body of nothing but `&` would make millions. */
const MOST_PARAMETERS = 1_000

/** Takes a request apart. Throws InvalidParameter.Format for more than 1,000 parameters in the query. */
export const open = (request: ReceivedRequest): OpenedRequest => {
  const { method, path, query, rawHeaders, body } = request
  const headers = collect(rawHeaders)
  let formPairs: readonly Pair[] | undefined
  return {
    method,
    path,
    query,
    rawHeaders,
    body,
    headers,
    queryPairs: query === "" ? [] : boundedPairs(query),
    get formPairs() {
      return (formPairs ??= isForm(headers) ? formPairsOf(body) : [])
    }
  }
}

/** The parameters of a body read as a form. Throws InvalidParameter.Format for more than 1,000. */
export const formPairsOf = (body: Uint8Array): readonly Pair[] => boundedPairs(byteStringOf(body))

/** The header's value; undefined if it was not sent. Sent twice, a header that decides something is malformed. */
export const only = (headers: Headers, name: string): string | undefined => {
  const value = headers.get(name)
  if (value === undefined || typeof value === "string") return value
  throw refuse("IncompleteSignature")
}

/** The first value of a parameter in the query, else in the form, as text; undefined if it is absent or empty. */
export const parameter = ({ queryPairs, formPairs }: OpenedRequest, name: string): string | undefined => {
  const isNamed = (pair: Pair): boolean => pair.name.toString("utf8") === name
  return (queryPairs.find(isNamed) ?? formPairs.find(isNamed))?.value.toString("utf8") || undefined
}

const isForm = (headers: Headers): boolean =>
  ([headers.get("content-type")].flat()[0] ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded")

/** Without a copy of the bytes. */
const byteStringOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("latin1")

const collect = (rawHeaders: readonly string[]): Headers => {
  const headers = new Map<string, string | readonly string[]>()
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    const name = (rawHeaders[at] ?? "").toLowerCase()
    const value = (rawHeaders[at + 1] ?? "").trim()
    const values = headers.get(name)
    headers.set(name, values === undefined ? value : [values, value].flat())
  }
  return headers
}

const boundedPairs = (byteString: string): readonly Pair[] => {
  let count = 0
  for (let at = byteString.indexOf("&"); at >= 0; at = byteString.indexOf("&", at + 1)) {
    count += 1
    if (count >= MOST_PARAMETERS) throw refuse("InvalidParameter.Format")
  }
  return decodePairs(byteString)
}
