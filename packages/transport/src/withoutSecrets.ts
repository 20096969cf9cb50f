/**
 * A server's text without what the request proved its sender by: a proxy's error page repeats the address, and some
 * repeat the headers.
 */
import { percentEncode } from "@imagesearch/core"
import type { HttpMessage } from "./HttpMessage.ts"

/** The text with `<redacted>` in place of signatures and tokens of the message, as they are or percent-encoded. */
export const withoutSecrets = (text: string, sent: HttpMessage): string =>
  secretsOf(sent)
    .flatMap((secret) => [...writtenForms(secret)])
    .reduce((clean, secret) => withoutCutSecret(clean.replaceAll(secret, redacted), secret), text)

const redacted = "<redacted>"

/** What each scheme puts into headers and parameters. */
const secretHeaders = ["x-acs-security-token", "x-acs-bearer-token"] as const
const secretParameters: ReadonlySet<string> = new Set(["Signature", "SecurityToken", "BearerToken"])

const secretsOf = ({ headers, query }: HttpMessage): readonly string[] => {
  // The last part alone is secret: Credential=…,SignedHeaders=…,Signature=… of ACS3, and acs id:… of ROA V1.
  const signature = headers["authorization"]?.split(/Signature=|:/).at(-1)
  const tokens = secretHeaders.map((name) => headers[name])
  const values = query.flatMap(([name, value]) => (secretParameters.has(name) ? [value] : []))
  return [signature, ...tokens, ...values].flatMap((secret) => secret || [])
}

const writtenForms = (secret: string): ReadonlySet<string> => {
  const once = percentEncode(secret)
  return new Set([secret, once, percentEncode(once)])
}

/** Characters of a secret that tell it from a word which begins alike. */
const tellingLength = 6

/** The text may have been cut in the middle of it. */
const withoutCutSecret = (text: string, secret: string): string => {
  for (let length = Math.min(secret.length - 1, text.length); length >= tellingLength; length--) {
    if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + redacted
  }
  return text
}
