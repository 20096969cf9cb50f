/** One HTTP request and its answer, before and after the network, with nothing of the service in them. */
import type { Pair } from "@imagesearch/core"
import { joinBytes } from "./joinBytes.ts"

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>

/** A request without its address: the endpoint is chosen for each attempt. */
export interface HttpMessage {
  readonly method: "GET" | "POST" | "PUT"
  /** Percent-encoded path, `/` for every RPC operation. */
  readonly path: string
  readonly query: readonly Pair[]
  readonly headers: Headers
  /** Held whole, so that an attempt can be repeated; undefined for none. */
  readonly body: Uint8Array | BodyParts | undefined
}

/** A body whose bytes lie in several places and go out one after the other, so that none has to be copied. */
export type BodyParts = readonly Uint8Array[]

/** The body in one piece; only one in parts is copied. */
export const wholeBody = (body: Uint8Array | BodyParts): Uint8Array =>
  body instanceof Uint8Array ? body : joinBytes(body)

/** What came back. */
export interface HttpAnswer {
  readonly status: number
  readonly headers: Headers
  readonly body: Uint8Array
}
