/**
 * Reads how an attempt ended: success, or a failure with a category, and whether the service can have seen the request.
 * Pure. Knows the gateway's and the object store's error bodies, and nothing of any one operation.
 */
import { categorize, type ErrorCategory } from "@imagesearch/core"
import type { Phase, Sent } from "./Attempt.ts"
import type { Headers, HttpAnswer } from "./HttpMessage.ts"
import type { SendOutcome } from "./Sender.ts"

/** Bytes of an unreadable answer that are kept for the error's text. */
export const snippetBytes = 500

export interface Success {
  readonly _tag: "Success"
  readonly requestId: string | undefined
  readonly answer: HttpAnswer
  /** The body when it is JSON, else undefined. */
  readonly json: unknown
}

export interface Failure {
  readonly _tag: "Failure"
  readonly category: ErrorCategory
  readonly phase: Phase
  readonly sent: Sent
  readonly status: number | undefined
  readonly code: string | undefined
  /** The service's own text, or a clause of ours when it sent none. */
  readonly message: string
  readonly requestId: string | undefined
  /** What the service adds when a RAM policy refuses. */
  readonly accessDenied: AccessDenied | undefined
  /** Headers of the answer, empty when none came. */
  readonly headers: Headers
}

/** The members of `AccessDeniedDetail` under their wire names, such as AuthAction and NoPermissionType; all are texts. */
export type AccessDenied = Readonly<Record<string, string>>

export const classify = (outcome: SendOutcome): Success | Failure => {
  if (outcome._tag === "Failed") {
    const { phase, sent, code, message } = outcome
    return {
      _tag: "Failure",
      category: "transient",
      phase,
      sent,
      status: undefined,
      code,
      message,
      requestId: undefined,
      accessDenied: undefined,
      headers: {}
    }
  }
  const { answer } = outcome
  const json = readJson(answer)
  const isSuccess = answer.status >= 200 && answer.status < 300 && !isRefusal(json)
  if (!isSuccess) return refusal(answer, json)
  return { _tag: "Success", requestId: memberText(json, "RequestId") ?? requestIdIn(answer.headers), answer, json }
}

/** A 200 that says `Success: false`, or carries a `Code` other than 0, is a refusal all the same; null is no code. */
const isRefusal = (json: unknown): boolean => {
  const code = member(json, "Code") ?? 0
  const success = member(json, "Success")
  return success === false || success === "false" || (code !== 0 && code !== "0")
}

const refusal = (answer: HttpAnswer, json: unknown): Failure => {
  const { status, headers } = answer
  const text = json === undefined ? utf8.decode(answer.body.subarray(0, 64 * 1024)) : ""
  const read = (name: string): string | undefined => memberText(json, name) ?? xmlElement(text, name)
  const code = read("Code")
  return {
    _tag: "Failure",
    category: categorize(code, status),
    phase: "done",
    sent: "yes",
    status,
    code,
    message: read("Message") ?? read("Msg") ?? describeUnreadable(answer),
    requestId: read("RequestId") ?? requestIdIn(headers),
    accessDenied: accessDeniedIn(json),
    headers
  }
}

const readJson = (answer: HttpAnswer): unknown => {
  // The decoder drops a byte order mark, and JSON may begin with blanks.
  const text = utf8.decode(answer.body)
  // Gateways send JSON under several content types, and HTML under application/json.
  if (!/^\s*[{[]/.test(text)) return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const utf8 = new TextDecoder()

const field = (json: unknown, name: string): unknown =>
  typeof json === "object" && json !== null && name in json
    ? (json as Readonly<Record<string, unknown>>)[name]
    : undefined

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" ? value : typeof value === "number" ? String(value) : undefined

/** Operations that are named by their path may begin their members with a small letter. */
const member = (json: unknown, name: string): unknown => field(json, name) ?? field(json, uncapitalize(name))

const memberText = (json: unknown, name: string): string | undefined =>
  textOf(field(json, name)) ?? textOf(field(json, uncapitalize(name)))

/** The text of the first element of this name; the object store's error bodies are flat. */
const xmlElement = (text: string, name: string): string | undefined => {
  const content = new RegExp(`<${name}>([^<]*)</${name}>`).exec(text)?.[1]
  return content?.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/gi, unescapeXml)
}

const unescapeXml = (whole: string, hexadecimal?: string, decimal?: string, name?: string): string => {
  if (name !== undefined) return xmlEntities.get(name.toLowerCase()) ?? whole
  const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16)
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole
}

const xmlEntities = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"]
])

/** A proxy's HTML page, or nothing at all, as a clause with its content type and the first 500 bytes. */
export const describeUnreadable = ({ headers, body }: HttpAnswer): string => {
  const type = headers["content-type"] ?? "no content type"
  const start = new TextDecoder().decode(body.subarray(0, snippetBytes)).replace(/\s+/g, " ").trim()
  return start === "" ? `an empty answer (${type})` : `an answer that is no JSON (${type}): ${start}`
}

/** The headers hold the request id even when the body cannot be read. */
const requestIdIn = (headers: Headers): string | undefined => headers["x-acs-request-id"] ?? headers["x-oss-request-id"]

const accessDeniedIn = (json: unknown): AccessDenied | undefined => {
  const detail = field(json, "AccessDeniedDetail")
  if (typeof detail !== "object" || detail === null) return undefined
  const texts = Object.entries(detail).flatMap(([name, value]) => {
    const text = textOf(value)
    return text === undefined || text === "" ? [] : [[name, text] as const]
  })
  return texts.length === 0 ? undefined : Object.fromEntries(texts)
}

const uncapitalize = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1)
