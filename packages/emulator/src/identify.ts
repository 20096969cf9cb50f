// Which of the services that share the port a request is for.

import type { IncomingMessage } from "node:http"
import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import { decodePairs } from "./auth/percentEncoding.ts"

/** Where a request goes. */
export type Route =
  | { readonly kind: "control"; readonly path: string; readonly query: string }
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

/**
 * The object store's hosts: `<bucket>.oss-<region>.localhost`, also with `-internal` behind the region, as SDKs build
 * it.
 */
const BUCKET_HOST = /^([a-z0-9-]+)\.oss-[a-z0-9-]+\.localhost(?::\d{1,5})?$/i

const BUCKETS: ReadonlySet<string> = new Set(regions.map(({ transferBucket }) => transferBucket))

/**
 * Tells the services apart: the control plane by its path, the object store by its host name or, for a client that
 * cannot resolve *.localhost, by a path that starts with a transfer bucket; all else is a call, named by headers or by
 * the query.
 */
export const identify = (message: IncomingMessage): Route => {
  const target = splitTarget(message.url ?? "/")
  if (target.path.startsWith(CONTROL_PREFIX))
    return { kind: "control", path: target.path.slice(CONTROL_PREFIX.length), query: target.query }
  const bucket = BUCKET_HOST.exec(message.headers.host ?? "")?.[1]?.toLowerCase()
  if (bucket !== undefined) return { kind: "object", bucket, key: target.path.slice(1) }
  const [, first = "", ...rest] = target.path.split("/")
  if (BUCKETS.has(first)) return { kind: "object", bucket: first, key: rest.join("/") }
  const query = new Map(decodePairs(target.query).map(({ name, value }) => [name.toString(), value.toString()]))
  return {
    kind: "call",
    target,
    action: single(message.headers["x-acs-action"]) ?? query.get("Action"),
    version: single(message.headers["x-acs-version"]) ?? query.get("Version")
  }
}

/** Whether a transfer bucket of that name exists. */
export const isTransferBucket = (bucket: string): boolean => BUCKETS.has(bucket)

const splitTarget = (url: string): Target => {
  const mark = url.indexOf("?")
  return mark < 0 ? { path: url, query: "" } : { path: url.slice(0, mark), query: url.slice(mark + 1) }
}

const single = (value: string | readonly string[] | undefined): string | undefined =>
  typeof value === "string" ? value : undefined
