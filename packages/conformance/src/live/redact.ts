/**
 * What of an exchange may be kept: no key, no signature, no token, no name of an account's own. Every answer stays
 * readable for a client, so that recordings can be replayed.
 */
import type { Target } from "../Target.ts"
import type { Exchange } from "../wire/exchange.ts"
import { membersOf } from "./answerOf.ts"
import { writtenForms } from "./writtenForms.ts"

export interface RecordedExchange {
  readonly request: {
    readonly method: string
    readonly url: string
    readonly headers: Readonly<Record<string, string>>
    /** Text; of a form with a file only its length. */
    readonly body: string
  }
  readonly answer: {
    readonly status: number
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
  }
}

/** Longer bodies are cut: what is kept of them is there to be read. */
const mostBodyCharacters = 20_000

/** Members of answers that are secrets or point to an account; what replaces them keeps their kind. */
const secretMembers = ["AccessKeyId", "EncodedPolicy", "Signature", "ObjectKey"] as const
const accountMembers =
  /"(AuthPrincipalDisplayName|AuthPrincipalOwnerId|EncodedDiagnosticMessage)"\s*:\s*"(?:[^"\\]|\\.)*"/g

const secretNames =
  "Signature|AccessKeyId|OSSAccessKeyId|SecurityToken|security-token|x-oss-signature|x-oss-credential|BearerToken"

/** Of a URL's query, a form or a link inside an answer. */
const secretParameters = new RegExp(String.raw`\b(${secretNames})(=|\\u003d)(?:[^&"\s\\]|\\u003d)+`, "g")

/** The same once more encoded, as the string to sign of RPC V1 holds them; the `%26` before a name ends in a digit. */
const encodedSecretParameters = new RegExp(String.raw`(${secretNames})%3D(?:(?!%26)[^&"\s<\\])+`, "g")

/** The number of an account, as messages of the service show it. */
const accountNumber = /\b\d{16}\b/g

/** Whose the exchanges are: what only this account has is replaced by what any account could have. */
export interface Owner {
  readonly target: Target
  /** The bucket of a batch import, if there is one. */
  readonly bucket: string | undefined
}

/** Removes everything secret from the exchanges of one recording. */
export const redact = (exchanges: readonly Exchange[], owner: Owner): readonly RecordedExchange[] => {
  const replace = replacing(secretsOf(exchanges, owner.target), owner)
  return exchanges.map(({ request, answer }) => ({
    request: {
      method: request.method,
      url: replace(request.url),
      headers: mapValues(request.headers, (value, name) => replace(headerText(name, value))),
      body: requestBody(request.headers["content-type"], request.body, replace)
    },
    answer: {
      status: answer.status,
      headers: mapValues(keptHeaders(answer.headers), replace),
      body: cut(replace(Buffer.from(answer.body).toString()))
    }
  }))
}

/** The same for a line of text that a person reads. */
export const redactText = (text: string, owner: Owner): string => replacing(secretsOf([], owner.target), owner)(text)

const secretsOf = (exchanges: readonly Exchange[], target: Target): ReadonlyMap<string, string> => {
  const secrets = new Map<string, string>()
  const add = (secret: string | undefined, placeholder: string): void => {
    if (secret === undefined || secret === "") return
    for (const form of writtenForms(secret)) secrets.set(form, placeholder)
  }
  add(target.accessKeySecret, "redactedSecret")
  add(target.securityToken, "redactedToken")
  add(target.accessKeyId, "redactedKeyId")
  for (const { answer } of exchanges) {
    const members = membersOf(answer)
    for (const name of "EncodedPolicy" in members ? secretMembers : []) {
      const value = members[name]
      if (typeof value === "string") add(value, `redacted${name}`)
    }
  }
  return secrets
}

/** Longer secrets first, so that none leaves a part of another behind. */
const replacing = (secrets: ReadonlyMap<string, string>, { target, bucket }: Owner): ((text: string) => string) => {
  const ordered = [...secrets].toSorted(([a], [b]) => b.length - a.length)
  const names = [
    ...writtenForms(target.instance).map((form) => [wholeName(form), "instance"] as const),
    ...(bucket === undefined ? [] : writtenForms(bucket).map((form) => [wholeName(form), "bucket"] as const))
  ]
  return (text) => {
    const withoutSecrets = ordered.reduce((before, [secret, stand]) => before.replaceAll(secret, stand), text)
    return names
      .reduce((before, [name, stand]) => before.replaceAll(name, stand), withoutSecrets)
      .replaceAll(secretParameters, "$1$2redacted")
      .replaceAll(encodedSecretParameters, "$1%3Dredacted")
      .replaceAll(accountMembers, '"$1":"redacted"')
      .replaceAll(accountNumber, "0000000000000000")
      .replaceAll(/Signature=[0-9a-f]{64}/g, "Signature=redacted")
  }
}

/** A name of few letters may be part of any word; the digits of an encoded character before it belong to no word. */
const wholeName = (name: string): RegExp =>
  new RegExp(String.raw`(?<=^|[^\w-]|%(?:25)*[\dA-F]{2})${name.replaceAll(/[^\w-]/g, String.raw`\$&`)}(?![\w-])`, "g")

const headerText = (name: string, value: string): string =>
  name.toLowerCase() === "authorization" ? `${value.split(" ")[0]} redacted` : value

const requestBody = (type: string | undefined, body: Uint8Array, replace: (text: string) => string): string =>
  type?.startsWith("multipart/") === true ? `${body.length} bytes` : cut(replace(Buffer.from(body).toString()))

const cut = (text: string): string =>
  text.length <= mostBodyCharacters ? text : `${text.slice(0, 200)}… ${text.length} characters`

/** Cookies are nobody's business. */
const keptHeaders = (headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "set-cookie"))

const mapValues = (
  headers: Readonly<Record<string, string>>,
  change: (value: string, name: string) => string
): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, change(value, name)]))
