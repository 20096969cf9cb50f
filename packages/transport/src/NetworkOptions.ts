/** How the sender reaches the network: what a caller may set, and what is wrong with a setting. */
import * as Data from "effect/Data"
import { X509Certificate } from "node:crypto"
import { parseProxy } from "./Proxy.ts"

/** Everything has a default that suits a service on the public internet. */
export interface NetworkOptions {
  /**
   * `environment` (the default) reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case, and never
   * proxies loopback. A URL, with `user:password@` where the proxy asks for it, is used for every endpoint without
   * exception.
   */
  readonly proxy?: "environment" | "none" | URL | `http://${string}` | `https://${string}` | undefined
  /** PEM text of authorities that are trusted beside the runtime's own. */
  readonly ca?: string | readonly string[] | undefined
  /** The lowest version of TLS that is spoken; by default the runtime's, which is 1.2. */
  readonly tlsMinVersion?: "TLSv1.2" | "TLSv1.3" | undefined
  /** Idle connections are closed after this, in milliseconds; 4,000 by default. */
  readonly keepAliveMillis?: number | undefined
  /** Connections to one endpoint; unbounded by default. To wait for a free one counts as connecting. */
  readonly maxConnections?: number | undefined
  /** A larger answer is refused, in bytes, after decoding too; 16 MiB by default. */
  readonly answerLimitBytes?: number | undefined
  /**
   * `public` connects to addresses of the public internet only, whatever a name resolves to, and directly: a proxy
   * looks names up itself, so that nobody could check what it reaches. `any` by default.
   */
  readonly addresses?: "any" | "public" | undefined
}

/** Says which network option cannot be used, and why. */
export class InvalidNetworkOptionError extends Data.TaggedError("InvalidNetworkOptionError")<{
  readonly option: string
  /** What is wrong with it, as a clause. Never holds the value of `proxy`, which may hold a password. */
  readonly why: string
}> {
  override get message(): string {
    return `The network option "${this.option}" cannot be used: ${this.why}.`
  }
}

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
