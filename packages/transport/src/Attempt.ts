/** The record of one attempt: carried by every result and every error, so that a person sees what was tried. */
import type { ErrorCategory } from "@imagesearch/core"

/** How far an attempt came: names the part of the exchange that was under way when it ended. */
export type Phase = "connect" | "request" | "headers" | "body" | "done"

/** Whether the service can have seen the request. Only `no` makes a repeat harmless for every operation. */
export type Sent = "no" | "maybe" | "yes"

/** One try of a call at one endpoint: where, how far it came, how it ended, and how long it took. */
export interface Attempt {
  /** Operation of this attempt; an upload spans three of them. */
  readonly operation: string
  /** Endpoint as a URL without path. */
  readonly endpoint: string
  readonly phase: Phase
  readonly sent: Sent
  /** HTTP status, undefined when no answer came. */
  readonly status: number | undefined
  /** The service's id of this attempt, undefined when no answer came or none was in it. */
  readonly requestId: string | undefined
  /** The service's error code or the network's (`ECONNREFUSED`), undefined on success. */
  readonly code: string | undefined
  /** Category of the failure, undefined on success. */
  readonly category: ErrorCategory | undefined
  /** Milliseconds of back-off before this attempt, the wait for its turn not included. */
  readonly delayMillis: number
  /** Milliseconds that it waited for its turn. */
  readonly pacedMillis: number
  /** Milliseconds from the first byte of work to the last byte of the answer, or to the failure. */
  readonly durationMillis: number
  /** Milliseconds that were added to this machine's clock for the request's date; 0 where the clock is right. */
  readonly clockOffsetMillis: number
}
