/** Which HTTP proxy, if any, an endpoint is reached through. Pure: the environment is an argument. */
import { isLoopback, type Endpoint } from "@imagesearch/core"
import { BlockList, isIP } from "node:net"

export interface Proxy {
  readonly protocol: "http:" | "https:"
  /** Without the brackets of IPv6. */
  readonly hostname: string
  readonly port: number
  /** Value of the Proxy-Authorization header. Secret. */
  readonly authorization: string | undefined
}

/** How to reach an endpoint. `Misconfigured` names the variable: to go around a proxy that was asked for is no option. */
export type Route =
  | { readonly _tag: "Direct" }
  | { readonly _tag: "Proxied"; readonly proxy: Proxy }
  | { readonly _tag: "Misconfigured"; readonly variable: string }

export type Environment = Readonly<Record<string, string | undefined>>

const direct: Route = { _tag: "Direct" }

/** The route of each endpoint under the option `proxy`, which has been checked; undefined when all are direct. */
export const routes = (option: string | URL, environment: Environment): ((endpoint: Endpoint) => Route) | undefined => {
  if (option === "none") return undefined
  if (option === "environment") return environmentRoutes(environment)
  const proxy = parseProxy(String(option))
  const route: Route = proxy === undefined ? { _tag: "Misconfigured", variable: "proxy" } : { _tag: "Proxied", proxy }
  return () => route
}

/** Reads the URL of a proxy; without a scheme it is http, as curl has it. Undefined for anything else, SOCKS included. */
export const parseProxy = (text: string): Proxy | undefined => {
  const withScheme = text.includes("://") ? text : `http://${text}`
  if (!URL.canParse(withScheme)) return undefined
  const { protocol, hostname, port, username, password } = new URL(withScheme)
  if ((protocol !== "http:" && protocol !== "https:") || hostname === "") return undefined
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    port: port === "" ? (protocol === "https:" ? 443 : 80) : Number(port),
    authorization: username === "" && password === "" ? undefined : basic(username, password)
  }
}

/** The proxy for a person: without its user and password. */
export const formatProxy = ({ protocol, hostname, port }: Proxy): string =>
  `${protocol}//${hostname.includes(":") ? `[${hostname}]` : hostname}:${port}`

const basic = (username: string, password: string): string =>
  `Basic ${Buffer.from(`${decoded(username)}:${decoded(password)}`).toString("base64")}`

/** A percent sign that encodes nothing is meant as one. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const environmentRoutes = (environment: Environment): ((endpoint: Endpoint) => Route) | undefined => {
  const http = routeOf(environment, ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"])
  const https = routeOf(environment, ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
  if (http === direct && https === direct) return undefined
  const isExempt = exemptions(environment["no_proxy"] ?? environment["NO_PROXY"] ?? "")
  return (endpoint) =>
    isLoopback(endpoint) || isExempt(endpoint) ? direct : endpoint.protocol === "https" ? https : http
}

/** The first variable that is set decides. */
const routeOf = (environment: Environment, variables: readonly string[]): Route => {
  const variable = variables.find((name) => (environment[name] ?? "") !== "")
  if (variable === undefined) return direct
  const proxy = parseProxy(environment[variable] ?? "")
  return proxy === undefined ? { _tag: "Misconfigured", variable } : { _tag: "Proxied", proxy }
}

/**
 * NO_PROXY as curl reads it: `*` for all; else names, which cover the names below them too, with or without a leading
 * dot or `*.`, and with or without a port; and ranges of addresses, such as 10.0.0.0/8.
 */
const exemptions = (list: string): ((endpoint: Endpoint) => boolean) => {
  const entries = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
  if (entries.includes("*")) return () => true
  const rules = entries.map((entry) => {
    const [, name = entry, port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(entry) ?? []
    return { name: name.replace(/^\*?\./, "").replace(/^\[|\]$/g, ""), port }
  })
  const ranges = rangesOf(entries)
  return ({ protocol, host }) => {
    const url = new URL(`${protocol}://${host}`)
    const name = url.hostname.replace(/^\[|\]$/g, "")
    const port = url.port === "" ? (protocol === "https" ? "443" : "80") : url.port
    const isListed = rules.some(
      (rule) =>
        (rule.port === undefined || rule.port === port) && (name === rule.name || name.endsWith(`.${rule.name}`))
    )
    return isListed || (isIP(name) !== 0 && ranges.check(name, isIP(name) === 4 ? "ipv4" : "ipv6"))
  }
}

/** The entries that are ranges of addresses. */
const rangesOf = (entries: readonly string[]): BlockList => {
  const ranges = new BlockList()
  for (const entry of entries) {
    const [network = "", bits = ""] = entry.split("/")
    const version = isIP(network)
    const isRange = version !== 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128)
    if (isRange) ranges.addSubnet(network, Number(bits), version === 4 ? "ipv4" : "ipv6")
  }
  return ranges
}
