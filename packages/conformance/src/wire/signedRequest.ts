/** A signed request of any operation, by ACS3 or one of the older schemes, as a person with curl would build it. */
import { randomUUID } from "node:crypto"
import {
  acs3Headers,
  encodePairs,
  md5Base64,
  operations,
  parametersOf,
  roaV1Headers,
  rpcV1Parameters,
  sha256Hex,
  signAcs3,
  signRoaV1,
  signRpcV1,
  type Pair
} from "@imagesearch/core"
import { versionOf, type Call } from "../cases/Case.ts"
import { hostOf, type Target } from "../Target.ts"
import type { SentRequest } from "./exchange.ts"

export type Scheme = "ACS3" | "RPC V1" | "ROA V1"

export interface Unsigned {
  readonly call: Call
  /** By the wire's names, in the wire's text. */
  readonly texts: Readonly<Record<string, string>>
  readonly target: Target
  readonly scheme?: Scheme
  /** Of the request; the system's by default. */
  readonly date?: Date
  readonly nonce?: string
  /** Puts parameters of the form into the query, and the other way round. */
  readonly places?: "documented" | "swapped"
}

interface Placed {
  readonly method: "GET" | "POST"
  readonly path: string
  readonly query: readonly Pair[]
  readonly form: readonly Pair[]
}

/** Builds and signs it. */
export const signedRequest = (unsigned: Unsigned): SentRequest => {
  switch (unsigned.scheme ?? "ACS3") {
    case "ACS3":
      return byAcs3(unsigned)
    case "RPC V1":
      return byRpcV1(unsigned)
    case "ROA V1":
      return byRoaV1(unsigned)
  }
}

const formType = { "content-type": "application/x-www-form-urlencoded" }

const byAcs3 = (unsigned: Unsigned): SentRequest => {
  const { call, target } = unsigned
  const { method, path, query, form } = place(unsigned)
  const body = encodePairs(form)
  const payloadHash = sha256Hex(body)
  const headers = {
    ...acs3Headers({
      host: hostOf(endpointOf(unsigned)),
      action: call.operation,
      version: versionOf(call),
      date: secondsOf(unsigned),
      nonce: nonceOf(unsigned),
      payloadHash,
      accessKeyId: target.accessKeyId,
      securityToken: target.securityToken
    }),
    accept: "application/json",
    ...(body === "" ? {} : formType)
  }
  const { authorization } = signAcs3({ method, path, query, headers, payloadHash }, target)
  return finish(unsigned, { method, path, query, body, headers: { ...headers, authorization } })
}

const byRpcV1 = (unsigned: Unsigned): SentRequest => {
  const { call, target } = unsigned
  const { method, path, query, form } = place(unsigned)
  const common = rpcV1Parameters({
    action: call.operation,
    version: versionOf(call),
    timestamp: secondsOf(unsigned),
    nonce: nonceOf(unsigned),
    accessKeyId: target.accessKeyId,
    securityToken: target.securityToken
  })
  const signed = signRpcV1({ method, query: [...common, ...query], form }, target)
  return finish(unsigned, { method, path, query: signed.query, body: encodePairs(form), headers: formType })
}

const byRoaV1 = (unsigned: Unsigned): SentRequest => {
  const { call, target } = unsigned
  const { method, path, query, form } = place(unsigned)
  const body = encodePairs(form)
  const headers = {
    ...roaV1Headers({
      version: versionOf(call),
      date: (unsigned.date ?? new Date()).toUTCString(),
      nonce: nonceOf(unsigned),
      accessKeyId: target.accessKeyId,
      securityToken: target.securityToken
    }),
    ...formType,
    "content-md5": md5Base64(body)
  }
  const { authorization } = signRoaV1({ method, path, query, headers }, target)
  return finish(unsigned, { method, path, query, body, headers: { ...headers, authorization } })
}

interface Signed {
  readonly method: string
  readonly path: string
  readonly query: readonly Pair[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

const finish = (unsigned: Unsigned, { method, path, query, headers, body }: Signed): SentRequest => {
  const suffix = query.length === 0 ? "" : `?${encodePairs(query)}`
  const bytes = Buffer.from(body)
  return {
    method,
    url: `${endpointOf(unsigned)}${path}${suffix}`,
    headers: { ...headers, "content-length": String(bytes.length) },
    body: bytes
  }
}

const endpointOf = ({ call, target }: Unsigned): string =>
  call.operation === "AuthorizeFileUpload" ? target.openPlatform : target.endpoint

const secondsOf = ({ date = new Date() }: Unsigned): string => `${date.toISOString().slice(0, 19)}Z`

const nonceOf = ({ nonce }: Unsigned): string => nonce ?? randomUUID()

/** Each parameter where it belongs; what is unknown goes with the form. */
const place = ({ call, texts, places = "documented" }: Unsigned): Placed => {
  const row = operations.find(({ name, version }) => name === call.operation && version === versionOf(call))
  const inQuery = new Set(
    row === undefined
      ? []
      : parametersOf(row)
          .filter((parameter) => parameter.place === "query")
          .map(({ name }) => name)
  )
  const pairs = Object.entries(texts)
  const method = row?.method ?? "POST"
  const isQuery = ([name]: Pair): boolean => method === "GET" || inQuery.has(name) === (places === "documented")
  return {
    method,
    path: row?.path ?? "/",
    query: pairs.filter(isQuery),
    form: pairs.filter((pair) => !isQuery(pair))
  }
}
