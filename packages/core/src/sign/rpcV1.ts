/**
 * RPC V1 with HMAC-SHA1, which the service's pages call V2: the older signature of RPC operations. It covers all
 * parameters, of the query and the form alike, and no header; it travels as the parameter `Signature`.
 *
 * Source: the official page on the signature of RPC requests. Every function throws `SigningInputError`.
 */
import { hmacSha1Base64 } from "#digest"
import { encodePairs, percentEncode, type Pair } from "../percentEncoding.ts"
import { sortedPairs } from "./sortedPairs.ts"
import {
  checkAccessKeyId,
  checkMethod,
  checkObject,
  checkPairs,
  checkSecret,
  checkText,
  checkTimestamp,
  checkToken,
  type AccessKey
} from "./signingInput.ts"

/** What is signed. Neither side is encoded yet. */
export interface RpcV1Request {
  readonly method: string
  /** With the common parameters of stage 0, in any order. */
  readonly query: readonly Pair[]
  /** Fields of a form body; empty for any other body, which this scheme does not cover. */
  readonly form: readonly Pair[]
}

/** Every intermediate string of one signature. None of them holds the secret. */
export interface RpcV1Stages {
  readonly canonicalQuery: string
  readonly stringToSign: string
  readonly signature: string
  /** The query to send: the one given and `Signature`. */
  readonly query: readonly Pair[]
}

/** What the common parameters are made of. */
export interface RpcV1ParameterParts {
  readonly action: string
  readonly version: string
  /** UTC to the second, `2026-01-31T23:59:59Z`; valid for 15 minutes. */
  readonly timestamp: string
  /** New for every request. */
  readonly nonce: string
  readonly accessKeyId: string
  /** The token of a temporary AccessKey. */
  readonly securityToken?: string | undefined
}

/** Runs stages 1 to 3. */
export const signRpcV1 = (request: RpcV1Request, key: AccessKey): RpcV1Stages => {
  checkAccessKeyId(checkObject("key", key).accessKeyId)
  const canonicalQuery = rpcV1CanonicalQuery(request)
  const stringToSign = rpcV1StringToSign(request.method, canonicalQuery)
  const signature = rpcV1Signature(stringToSign, key.accessKeySecret)
  return {
    canonicalQuery,
    stringToSign,
    signature,
    query: [...request.query.filter(isSigned), ["Signature", signature]]
  }
}

/** Stage 0: the parameters that the scheme asks for, `Signature` apart. */
export const rpcV1Parameters = (parts: RpcV1ParameterParts): readonly Pair[] => [
  ["Action", checkToken("action", checkObject("parts", parts).action)],
  ["Version", checkToken("version", parts.version)],
  ["Format", "JSON"],
  ["Timestamp", checkTimestamp("timestamp", parts.timestamp)],
  ["SignatureNonce", checkToken("nonce", parts.nonce)],
  ["SignatureMethod", "HMAC-SHA1"],
  ["SignatureVersion", "1.0"],
  ["AccessKeyId", checkAccessKeyId(parts.accessKeyId)],
  ...(parts.securityToken === undefined
    ? []
    : [["SecurityToken", checkToken("securityToken", parts.securityToken)] as const])
]

/** Stage 1: all parameters but `Signature`, sorted and encoded. */
export const rpcV1CanonicalQuery = (request: Pick<RpcV1Request, "query" | "form">): string => {
  const { query, form } = checkObject("request", request)
  return encodePairs(sortedPairs([...checkPairs("query", query), ...checkPairs("form", form)]).filter(isSigned))
}

/** Stage 2: method, path and canonical query, each encoded: values are encoded twice by now. */
export const rpcV1StringToSign = (method: string, canonicalQuery: string): string =>
  `${checkMethod(method)}&${percentEncode("/")}&${percentEncode(checkText("canonicalQuery", canonicalQuery))}`

/** Stage 3: Base64 HMAC-SHA1 of the string to sign; the key is the secret with `&` behind it. */
export const rpcV1Signature = (stringToSign: string, accessKeySecret: string): string =>
  hmacSha1Base64(`${checkSecret(accessKeySecret)}&`, checkText("stringToSign", stringToSign))

/** The signature of an earlier attempt is neither signed nor sent again. */
const isSigned = ([name]: Pair): boolean => name !== "Signature"
