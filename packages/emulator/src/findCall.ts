// Which operation a request calls, and how its parameters are read. The newest version names operations by parameter or
// header, the older ones by path.

import { schemeOf } from "./auth/authenticate.ts"
import type { Pair } from "./auth/percentEncoding.ts"
import { formPairsOf, only, type OpenedRequest, parameter } from "./auth/receivedRequest.ts"
import { missing, refuse } from "./errors.ts"
import type { Operation } from "./operations/Operation.ts"
import { findOperation } from "./operations/registry.ts"
import { Parameters } from "./parameters.ts"
import { OPERATIONS as OF_2018 } from "./versions/2018-01-20.ts"
import { OPERATIONS as OF_2019 } from "./versions/2019-03-25.ts"
import { readItemBody } from "./versions/itemBody.ts"

/** An operation and the reading of its parameters. */
export interface Call {
  readonly operation: Operation
  readonly readParameters: () => Parameters
}

/** Finds what is called. Throws the gateway's refusal of a name, a version, a path or a method that does not exist. */
export const findCall = (request: OpenedRequest): Call => {
  const { action, version } = askedBy(request)
  if (request.path === "/") {
    return {
      operation: findOperation({ action, version, method: request.method }),
      readParameters: () => formParameters(request)
    }
  }
  const byPath = VERSIONS.find(({ operations }) => operations.has(request.path))
  const operation = byPath?.operations.get(request.path)
  if (byPath === undefined || operation === undefined) throw refuse("InvalidApi.NotFound")
  if (version === undefined) throw missing("Version")
  if (version !== byPath.version || request.method !== "POST") throw refuse("InvalidApi.NotFound")
  return { operation, readParameters: () => byPath.readParameters(request) }
}

/** The instance that a request is about, before its parameters are read: by the name that its version gives to it. */
export const instanceNamed = (request: OpenedRequest): string | undefined =>
  [...formOf(request), ...request.queryPairs]
    .find(({ name }) => /^[Ii]nstanceName$/.test(name.toString("utf8")))
    ?.value.toString("utf8")

/**
 * The name and the version of what is called. Headers win, since the newest scheme signs them; a request signed by its
 * parameters is called by these alone, since nothing protects its headers.
 */
const askedBy = (request: OpenedRequest) => {
  const isByParameters = schemeOf(request) === "RPC V1"
  const named = (header: string, name: string): string | undefined =>
    (isByParameters ? undefined : only(request.headers, header)) ?? parameter(request, name)
  return { action: named("x-acs-action", "Action"), version: named("x-acs-version", "Version") }
}

const formParameters = (request: OpenedRequest): Parameters =>
  new Parameters({ query: texts(request.queryPairs), form: texts(formOf(request)) })

/**
 * The oldest SDK core for PHP says application/json of every body. A body of 2019-03-25 is a form whatever is said of it,
 * and one that is none has no parameters.
 */
const formOf = (request: OpenedRequest): readonly Pair[] =>
  request.formPairs.length === 0 && OF_2019.has(request.path) ? formPairsOf(request.body) : request.formPairs

const texts = (pairs: readonly Pair[]): readonly (readonly [string, string])[] =>
  pairs.map(({ name, value }) => [name.toString("utf8"), value.toString("utf8")])

const VERSIONS = [
  { version: "2019-03-25", operations: OF_2019, readParameters: formParameters },
  {
    version: "2018-01-20",
    operations: OF_2018,
    readParameters: ({ body, queryPairs }: OpenedRequest) => readItemBody(body, texts(queryPairs))
  }
]
