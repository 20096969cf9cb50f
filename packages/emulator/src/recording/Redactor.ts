// Takes secrets and signatures out of what is shown of a request: by their names, and by their values wherever else
// these stand, such as in the text of a wrong signature that repeats the headers.

import type { Keyring } from "../auth/Keyring.ts"
import { percentDecode, percentEncode } from "../auth/percentEncoding.ts"
import { escapeXml } from "../xml.ts"

const REDACTED = "(redacted)"

/** Headers whose whole value is a secret. */
const SECRET_HEADERS: ReadonlySet<string> = new Set([
  "x-acs-security-token",
  "x-acs-bearer-token",
  "cookie",
  "proxy-authorization"
])

/** Parameters, members and elements whose value is a secret. */
const SECRET_NAMES = "Signature|SecurityToken|BearerToken|AccessKeySecret"

/** `Name=value` in queries, forms and links, and in the Authorization header of ACS3. */
const PAIR = new RegExp(String.raw`(${SECRET_NAMES})=[^&"\s,<\\]*`, "g")

/** What may be a pair whose name is encoded; such a name counts as the one that it stands for. */
const TOKEN = /[^&"\s,<\\]+/g
const SECRET_NAME = new RegExp(`(?:${SECRET_NAMES})$`)

/** The same once more encoded, as a string to sign of the RPC scheme holds its parameters. */
const ENCODED_PAIR = new RegExp(String.raw`(${SECRET_NAMES})%3D(?:(?!%26)[^&"\s,<\\])*`, "g")

/** `"Name": "value"` in JSON, `<Name>value</Name>` in XML. */
const MEMBER = new RegExp(String.raw`("(?:${SECRET_NAMES})"\s*:\s*")(?:[^"\\]|\\.)*`, "g")
const ELEMENT = new RegExp(`(<(?:${SECRET_NAMES})>)[^<]*`, "g")

/** `acs id:signature` of ROA V1, and any scheme that is not known. */
const ROA = /^(acs [^:]+:).*/s
const ACS3 = /^ACS3-/

/** Redacts what was said in one request and its answer. */
export class Redactor {
  readonly #values: readonly string[]

  /** `rawHeaders` are those of the request; the secrets of all keys are redacted too. */
  constructor(rawHeaders: readonly string[], keys: Keyring) {
    const sent = pairsOf(rawHeaders).flatMap(({ name, value }) => (SECRET_HEADERS.has(name) ? [value] : []))
    const secrets = [...sent, ...keys.secrets].filter((secret) => secret !== "")
    const forms = secrets.flatMap(formsOf)
    // Longer ones first: a secret may be the beginning of another.
    this.#values = [...new Set(forms)].toSorted((a, b) => b.length - a.length)
  }

  text(text: string): string {
    const named = text
      .replaceAll(TOKEN, redactEncodedName)
      .replaceAll(PAIR, `$1=${REDACTED}`)
      .replaceAll(ENCODED_PAIR, `$1%3D${REDACTED}`)
      .replaceAll(MEMBER, `$1${REDACTED}`)
      .replaceAll(ELEMENT, `$1${REDACTED}`)
    return this.#values.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), named)
  }

  /** Headers as pairs, with names in lower case. */
  headers(rawHeaders: readonly string[]): readonly { readonly name: string; readonly value: string }[] {
    return pairsOf(rawHeaders).map(({ name, value }) => ({ name, value: this.#header(name, value) }))
  }

  #header(name: string, value: string): string {
    if (SECRET_HEADERS.has(name)) return REDACTED
    if (name !== "authorization" || ACS3.test(value)) return this.text(value)
    return ROA.test(value) ? value.replace(ROA, `$1${REDACTED}`) : REDACTED
  }
}

/** The forms in which an answer repeats a value: as it came, in a string to sign, in XML and in JSON. */
const formsOf = (secret: string): readonly string[] => [
  secret,
  encode(secret),
  encode(encode(secret)),
  escapeXml(secret),
  JSON.stringify(secret).slice(1, -1)
]

const redactEncodedName = (token: string): string => {
  const equals = token.indexOf("=")
  const name = token.slice(token.lastIndexOf("?", equals) + 1, Math.max(0, equals))
  const isSecret = name.includes("%") && SECRET_NAME.test(percentDecode(name).toString())
  return isSecret ? `${token.slice(0, equals)}=${REDACTED}` : token
}

const encode = (text: string): string => percentEncode(Buffer.from(text))

const pairsOf = (rawHeaders: readonly string[]) =>
  rawHeaders.flatMap((name, at) =>
    at % 2 === 0 ? [{ name: name.toLowerCase(), value: rawHeaders[at + 1] ?? "" }] : []
  )
