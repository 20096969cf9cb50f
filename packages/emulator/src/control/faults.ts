// Fault scripts: what a test may let happen to requests.

/** What happens to a request that a script meets. All but `answer` and `reset` let the operation answer by itself. */
export type Fault =
  | { readonly kind: "pass" }
  | { readonly kind: "delay"; readonly delayMs: number }
  | AnswerFault
  | (Delayed & Timed & { readonly kind: "reset" })
  /** The length is announced in full, then the connection ends behind so many bytes of the body. */
  | (Delayed & { readonly kind: "truncate"; readonly bytes: number })
  /** The body comes in pieces of so many bytes with a pause in front of each. */
  | (Delayed & { readonly kind: "drip"; readonly bytes: number; readonly everyMs: number })
  /** The announced length is off by so many bytes, and the connection ends behind the body. */
  | (Delayed & { readonly kind: "wrongLength"; readonly by: number })

/** A refusal in place of the operation's own answer, in the shape of the service that was asked. */
export interface AnswerFault extends Delayed, Timed {
  readonly kind: "answer"
  /** The one documented for the code by default; a code that is not documented needs one. */
  readonly status?: number
  /** InternalError by default. */
  readonly code?: string
  readonly message?: string
  readonly headers?: Readonly<Record<string, string>>
  /** The whole body as it is, such as the page of a proxy, in place of the service's error body. */
  readonly body?: string
}

interface Delayed {
  /** How long the request waits before anything else happens, in milliseconds; at most 50,000. */
  readonly delayMs?: number
}

interface Timed {
  /** Before the operation, which is then not carried out, by default; "after" loses the answer of one that was. */
  readonly when?: "before" | "after"
}

/** Faults for the requests that match, the first one for the first request and so on, and round again. */
export interface FaultScript {
  /**
   * Such as AddImage, or PostObject, GetObject and HeadObject of the object store; all by default. TransferImage is the
   * service's own fetch of an uploaded picture, which only a script that names it meets.
   */
  readonly operation?: string
  /** Requests that name this instance; all by default. */
  readonly instance?: string
  /** Requests to the endpoint with this index; all by default. */
  readonly endpoint?: number
  readonly faults: readonly Fault[]
  /** How many of the requests that match are met, from 0 to 1; 1 by default. */
  readonly probability?: number
  /** Which of them: the same seed picks the same ones. 1 by default. */
  readonly seed?: number
  /** How many requests are met before the script has ended; without an end by default. */
  readonly count?: number
}

/** A script as it stands. */
export interface FaultState extends FaultScript {
  readonly id: number
  /** How many requests it has met. */
  readonly met: number
}
