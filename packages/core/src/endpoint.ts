/** An address that answers calls, as a person writes it: `host`, `host:port`, or `http(s)://host:port/`. */

/** Where to send a call. `host` carries the port when it is not the protocol's own, as the Host header does. */
export interface Endpoint {
  readonly protocol: "http" | "https"
  readonly host: string
}

/** The text is no endpoint. The message says what is wrong with it. */
export class InvalidEndpointError extends Error {
  override readonly name = "InvalidEndpointError"
  readonly text: string
  /** What is wrong with it, as a clause. */
  readonly why: string

  constructor(text: string, why: string) {
    super(`"${text}" is not an endpoint: ${why}. Write a host, host:port, or http(s)://host:port.`)
    this.text = text
    this.why = why
  }
}

/**
 * Reads an endpoint; without a scheme it is HTTPS. Throws `InvalidEndpointError` on anything else, a path or a user
 * name included: both would be ignored or leak, and neither can be meant.
 */
export const parseEndpoint = (text: string): Endpoint => {
  if (typeof text !== "string") throw new InvalidEndpointError(String(text), "it is no text")
  const trimmed = text.trim()
  if (trimmed === "") throw new InvalidEndpointError(text, "it is empty")
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`
  if (!URL.canParse(withScheme)) throw new InvalidEndpointError(withoutUser(text), "it does not parse as an address")
  const url = new URL(withScheme)
  const protocol = url.protocol === "http:" ? "http" : url.protocol === "https:" ? "https" : undefined
  if (protocol === undefined)
    throw new InvalidEndpointError(withoutUser(text), `the scheme ${url.protocol}// is neither http nor https`)
  if (url.username !== "" || url.password !== "") {
    throw new InvalidEndpointError(`${url.protocol}//${url.host}`, "it held a user name")
  }
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "") {
    throw new InvalidEndpointError(text, "it has a path, and the service answers at / only")
  }
  return { protocol, host: url.host }
}

/** The endpoint as a URL without a trailing slash. */
export const formatEndpoint = (endpoint: Endpoint): string => `${endpoint.protocol}://${endpoint.host}`

/**
 * Whether the host names this machine: `localhost`, a name under `.localhost` (RFC 6761 section 6.3), 127.0.0.0/8 or
 * `[::1]`, with or without a port.
 */
export const isLoopback = (endpoint: Endpoint): boolean => {
  const { hostname } = new URL(`${endpoint.protocol}://${endpoint.host}`)
  return (
    hostname === "localhost" ||
    hostname.endsWith(".localhost") ||
    hostname === "[::1]" ||
    /^127(?:\.\d{1,3}){3}$/.test(hostname)
  )
}

/** Without the part before the last @: it may be a password, with any character in it. */
const withoutUser = (text: string): string => text.replace(/^(\s*[a-z][a-z0-9+.-]*:\/\/)?.*@/is, "$1")
