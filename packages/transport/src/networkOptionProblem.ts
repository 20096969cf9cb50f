/** What is wrong with the options of the network on Node. */
import { X509Certificate } from "node:crypto"
import { InvalidNetworkOptionError, type NetworkOptions } from "./NetworkOptions.ts"
import { parseProxy } from "./Proxy.ts"

/** The first problem of the options; undefined when there is none. An option that is undefined counts as absent. */
export const findNetworkOptionProblem = (options: NetworkOptions): InvalidNetworkOptionError | undefined => {
  for (const [option, value] of Object.entries(options)) {
    const why = value === undefined ? undefined : problemOf(option, value)
    if (why !== undefined) return new InvalidNetworkOptionError({ option, why })
  }
  if (options.addresses === "public" && (options.proxy ?? "none") !== "none") {
    return new InvalidNetworkOptionError({ option: "addresses", why: "a proxy connects to addresses nobody here sees" })
  }
  return undefined
}

const problemOf = (option: string, value: unknown): string | undefined =>
  Object.hasOwn(problems, option)
    ? problems[option as keyof NetworkOptions](value) // hasOwn has just shown it
    : `there is no such option; there are ${networkOptionNames.join(", ")}`

/** Says what is wrong with a value of an option. */
const problems: Readonly<Record<keyof NetworkOptions, (value: unknown) => string | undefined>> = {
  proxy: (value) =>
    value === "environment" || value === "none" || isProxyUrl(String(value))
      ? undefined
      : 'it is neither "environment" nor "none" nor the URL of an HTTP proxy, such as http://proxy.example:3128',
  ca: (value) =>
    [value].flat().length > 0 && [value].flat().every(isPem)
      ? undefined
      : "it is no PEM text of a certificate (-----BEGIN CERTIFICATE-----)",
  tlsMinVersion: (value) =>
    value === "TLSv1.2" || value === "TLSv1.3" ? undefined : `${show(value)} is neither "TLSv1.2" nor "TLSv1.3"`,
  // The upper bound is undici's own for the lifetime of an idle connection.
  keepAliveMillis: (value) => wholeNumberProblem(value, 600_000),
  // A client has no more ports than this towards one address.
  maxConnections: (value) => wholeNumberProblem(value, 65_535),
  // The longest string of V8 is 512 MiB, and the answer is decoded into one.
  answerLimitBytes: (value) => wholeNumberProblem(value, 512 * 1024 * 1024),
  addresses: (value) =>
    value === "any" || value === "public" ? undefined : `${show(value)} is neither "any" nor "public"`
}

/** Every option, in the order of the documentation. */
export const networkOptionNames: readonly string[] = Object.keys(problems)

const wholeNumberProblem = (value: unknown, most: number): string | undefined =>
  typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most
    ? undefined
    : `${show(value)} is no whole number from 1 to ${most}`

const show = (value: unknown): string => (typeof value === "string" ? JSON.stringify(value) : String(value))

const isProxyUrl = (text: string): boolean => /^https?:\/\//i.test(text) && parseProxy(text) !== undefined

const isPem = (text: unknown): boolean => {
  if (typeof text !== "string") return false
  const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g)
  return blocks !== null && blocks.every(isCertificate)
}

const isCertificate = (block: string): boolean => {
  try {
    return new X509Certificate(block).raw.length > 0
  } catch {
    return false
  }
}
