// Which of the services that share the port a request is for.

import type { IncomingMessage } from "node:http"
import { decodePairs } from "./auth/percentEncoding.ts"
import { objectAddress } from "./oss/objectAddress.ts"
import { targetOf } from "./requestTarget.ts"

/** Where a request goes. */
export type Route =
  | { readonly kind: "control"; readonly path: string; readonly query: string }
  /** The path from the slash on; empty without one. */
  | { readonly kind: "console"; readonly path: string }
  | { readonly kind: "object"; readonly bucket: string; readonly key: string }
  | {
      readonly kind: "call"
      readonly target: Target
      readonly action: string | undefined
      readonly version: string | undefined
    }

/** A request target, still encoded. */
export interface Target {
  readonly path: string
  readonly query: string
}

const CONTROL_PREFIX = "/_emulator/"
const CONSOLE_PREFIX = "/_console/"

/**
 * Tells the services apart: the control plane and the console by their paths, the object store by its host name or, for a client that
 * cannot resolve *.localhost, by a path that starts with a transfer bucket; all else is a call, named by headers or by
 * the query.
 */
export const identify = (message: IncomingMessage): Route => {
  const { url, host } = targetOf(message)
  const target = splitTarget(url)
  if (target.path.startsWith(CONTROL_PREFIX))
    return { kind: "control", path: target.path.slice(CONTROL_PREFIX.length), query: target.query }
  if (`${target.path}/`.startsWith(CONSOLE_PREFIX))
    return { kind: "console", path: target.path.slice(CONSOLE_PREFIX.length - 1) }
  const object = objectAddress(host, target.path)
  if (object !== undefined) return { kind: "object", ...object }
  const query = new Map(decodePairs(target.query).map(({ name, value }) => [name.toString(), value.toString()]))
  return {
    kind: "call",
    target,
    action: single(message.headers["x-acs-action"]) ?? query.get("Action"),
    version: single(message.headers["x-acs-version"]) ?? query.get("Version")
  }
}

const splitTarget = (url: string): Target => {
  const mark = url.indexOf("?")
  return mark < 0 ? { path: url, query: "" } : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined
