// Recorded requests, as the control plane hands them out.

import type { Fault } from "./faults.ts"

/** Which of the recorded requests are wanted; an absent condition does not narrow. */
export interface RequestFilter {
  readonly operation?: string
  readonly instance?: string
  readonly status?: number
  readonly requestId?: string
  /** The newest so many of those that match; all by default. */
  readonly limit?: number
}

/** A request to the service, and what became of it. Secrets and signatures are replaced by `(redacted)`. */
export interface RecordedRequest {
  /** Counted from 1. */
  readonly id: number
  /** The emulator's time of arrival, in ISO 8601. */
  readonly at: string
  readonly elapsedMs: number
  readonly operation: string
  readonly instance: string | null
  readonly requestId: string
  readonly method: string
  readonly url: string
  readonly request: RecordedMessage
  /** Null if no answer was written. */
  readonly status: number | null
  /** The service's code of a refusal. */
  readonly code: string | null
  readonly response: RecordedMessage | null
  readonly unknownParameters: readonly string[]
  /** Of a wrong signature: the first part that can be told to differ. */
  readonly differing: string | null
  /** The kind of the fault that it met. */
  readonly fault: Fault["kind"] | null
}

/** Headers and body of one direction. */
export interface RecordedMessage {
  readonly headers: readonly { readonly name: string; readonly value: string }[]
  readonly bodyBytes: number
  /** Null for a body of over 64 KB and for the bytes of files. */
  readonly body: string | null
}

/** An archive of HTTP requests, version 1.2. */
export interface Har {
  readonly log: {
    readonly version: "1.2"
    readonly creator: { readonly name: string; readonly version: string }
    readonly entries: readonly Readonly<Record<string, unknown>>[]
  }
}
