// What one client may take of a listener: time, headers and connections.

import type { ServerOptions } from "node:http"

/** The bounds of a listener. */
export interface ConnectionLimits {
  /** How long the headers of a request may take to arrive, in milliseconds. */
  readonly headersMs: number
  /** How long a whole request may take to arrive, in milliseconds. */
  readonly requestMs: number
  /** How long a connection may stand still while a request or an answer is on its way, in milliseconds. */
  readonly stillMs: number
  /** How long a connection may wait for its next request, in milliseconds. */
  readonly keepAliveMs: number
  /** More connections than this at one port are closed at once. */
  readonly mostConnections: number
}

/** Longer headers are refused with 431. A signed GET with all parameters of an operation in its query takes 8 KB. */
const MOST_HEADER_BYTES = 16 * 1_024

/** How often overdue requests are looked for, in parts of the shortest bound. */
const CHECKS = 5

/**
 * None of them is documented for the service, apart from the minute that it keeps idle connections. A picture of 4 MB
 * over a slow line arrives within a minute; a load test opens some hundred connections.
 */
export const DEFAULT_LIMITS: ConnectionLimits = {
  headersMs: 10_000,
  requestMs: 60_000,
  stillMs: 60_000,
  keepAliveMs: 60_000,
  mostConnections: 1_000
}

/** The bounds as node:http takes them. */
export const serverOptions = ({ headersMs, requestMs, keepAliveMs }: ConnectionLimits): ServerOptions => ({
  headersTimeout: headersMs,
  requestTimeout: requestMs,
  keepAliveTimeout: keepAliveMs,
  maxHeaderSize: MOST_HEADER_BYTES,
  connectionsCheckingInterval: Math.ceil(Math.min(headersMs, requestMs) / CHECKS)
})
