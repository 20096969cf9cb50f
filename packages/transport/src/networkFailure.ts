/** What went wrong below HTTP, for a person: a code and one clause, with nothing of OpenSSL's own text in it. */
import type { Phase, Sent } from "./Attempt.ts"

/** A failure of ours; its message is a clause that may be shown. */
export class NetworkError extends Error {
  override readonly name = "NetworkError"
  readonly code: string

  constructor(code: string, clause: string) {
    super(clause)
    this.code = code
  }
}

export interface NetworkFailure {
  readonly code: string
  readonly message: string
}

/** Whether the service can have seen a request that failed in this phase. */
export const sentIn = (phase: Phase): Sent =>
  phase === "connect" ? "no" : phase === "request" || phase === "headers" ? "maybe" : "yes"

/**
 * Code and clause of a network failure; an AggregateError of several addresses speaks with its first part's code. An
 * answer that ends early, or is no HTTP, is `ANSWER_UNREADABLE`.
 */
export const describeNetworkError = (error: unknown, phase: Phase): NetworkFailure => {
  const inner = firstOf(error)
  const code = codeOf(inner)
  const text = inner instanceof Error ? inner.message : String(inner)
  if (inner instanceof NetworkError) return { code, message: text }
  return answerFailure(code, phase) ?? { code, message: clauseOf(code) ?? plain(text) }
}

const firstOf = (error: unknown): unknown =>
  error instanceof AggregateError && error.errors.length > 0 ? error.errors[0] : error

const codeOf = (error: unknown): string => {
  if (!(error instanceof Error)) return "NETWORK"
  // undici's parser names its failures, but gives most of them no code.
  if (error.name === "HTTPParserError") return "HPE_INVALID"
  return "code" in error && typeof error.code === "string" ? error.code : "NETWORK"
}

/**
 * Whether no connection came about, so that nothing can have been sent. One that stood can end with the same codes, as
 * a route that is lost does.
 */
export const isConnectFailure = (error: unknown): boolean => {
  const inner = firstOf(error)
  const code = codeOf(inner)
  const wasOpen = inner instanceof Error && "syscall" in inner && /^(?:read|write)/.test(String(inner.syscall))
  return !wasOpen && (unconnected.has(code) || isCertificateCode(code))
}

const unconnected = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENETDOWN",
  "EADDRNOTAVAIL",
  "UND_ERR_CONNECT_TIMEOUT"
])

const answerFailure = (code: string, phase: Phase): NetworkFailure | undefined => {
  const unreadable = (message: string) => ({ code: "ANSWER_UNREADABLE", message })
  // undici asserts that a status has three digits and no zero in front, and compares lengths that contradict each other.
  const isBadHead = phase === "headers" && ["ERR_ASSERTION", "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"].includes(code)
  if (code.startsWith("HPE_") || isBadHead) return unreadable("the answer is not HTTP/1.1")
  if (code === "UND_ERR_HEADERS_OVERFLOW")
    return { code: "ANSWER_TOO_LARGE", message: "the answer's head is too large" }
  const isEarlyEnd = code === "UND_ERR_SOCKET" || code === "UND_ERR_RES_CONTENT_LENGTH_MISMATCH"
  return isEarlyEnd && phase === "body" ? unreadable("the answer ended before it was complete") : undefined
}

const clauseOf = (code: string): string | undefined =>
  clauses[code] ??
  (code.startsWith("ERR_SSL_") || code === "EPROTO"
    ? "the TLS handshake failed; if the endpoint speaks plain http, write http:// before it"
    : isCertificateCode(code)
      ? "its certificate is not trusted"
      : undefined)

/** Codes of OpenSSL's certificate verification, as Node passes them on. */
const isCertificateCode = (code: string): boolean =>
  /CERT_|_CERT|^UNABLE_TO_(?:GET|VERIFY|DECODE)|^INVALID_CA$|^INVALID_PURPOSE$|^HOSTNAME_MISMATCH$/.test(code) &&
  !code.startsWith("ERR_SSL_")

/** OpenSSL's text names source files and numbers; it is of no use to a person. */
const plain = (text: string): string =>
  /error:[0-9A-F]{8}|[\\/]openssl[\\/]/i.test(text) || text === "" ? "the connection failed" : text

const untrusted = "its certificate is not trusted"

const clauses: Readonly<Record<string, string>> = {
  ECONNREFUSED: "the connection was refused",
  ECONNRESET: "the connection was reset",
  ECONNABORTED: "the connection was given up by this machine",
  EPIPE: "the connection was closed while the request was sent",
  ETIMEDOUT: "the host did not answer the network's own retries",
  ENOTFOUND: "the host name does not resolve",
  EAI_AGAIN: "the host name could not be looked up",
  EHOSTUNREACH: "the host cannot be reached",
  ENETUNREACH: "the network cannot be reached",
  ENETDOWN: "the network is down",
  EADDRNOTAVAIL: "this machine has no address or port left for the connection",
  EMFILE: "this process has too many open files and connections",
  ENFILE: "this machine has too many open files and connections",
  EACCES: "this machine does not permit the connection",
  EPERM: "this machine does not permit the connection",
  CERT_HAS_EXPIRED: "its certificate has expired",
  CERT_NOT_YET_VALID: "its certificate is not valid yet; check this machine's clock",
  CERT_REVOKED: "its certificate was revoked",
  DEPTH_ZERO_SELF_SIGNED_CERT: `${untrusted}: it vouches for itself`,
  SELF_SIGNED_CERT_IN_CHAIN: `${untrusted}: its authority is unknown here; a proxy that inspects TLS needs its own in ca`,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: `${untrusted}: its authority is unknown here, or the server left out a part of the chain`,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: `${untrusted}: its authority is unknown here; add it as ca if you trust it`,
  ERR_TLS_CERT_ALTNAME_INVALID: `${untrusted}: it is for another host name`,
  ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION: "the TLS handshake failed: no version of TLS suits both sides",
  ERR_SSL_UNSUPPORTED_PROTOCOL: "the TLS handshake failed: no version of TLS suits both sides",
  UND_ERR_SOCKET: "the connection was closed before the answer was complete",
  UND_ERR_CONNECT_TIMEOUT: "no connection came about",
  UND_ERR_DESTROYED: "the sender has been shut down",
  UND_ERR_CLOSED: "the sender has been shut down"
}
