/** What goes into every call beside its input, and what comes with every result. */
import type { Attempt, RetryLimits } from "@imagesearch/transport"
import type * as Duration from "effect/Duration"

/** What a caller can set for one call. */
export interface CallOptions {
  /**
   * Time limit of the whole call: reading and uploading a picture, waits and repeats included. A number counts
   * milliseconds; zero or less is `InvalidInput`. Default 30 s, with a picture 60 s.
   */
  readonly timeout?: Duration.Input | undefined
  /** How often a failed attempt of each hop is repeated; default 3 attempts within the shared budget, at most 10. */
  readonly retry?: RetryLimits | undefined
}

/** What every result carries beside the operation's own fields. */
export interface CallMetadata {
  /** The service's id of the request, which its support asks for; empty when it gave none. */
  readonly requestId: string
  /** Every attempt of the call in order, those of an upload's hops first. */
  readonly attempts: readonly Attempt[]
  /**
   * The answer as the service sent it, with `Code`, `Msg` and every field that this client does not know. Not
   * enumerable: printing, comparing, spreading and `JSON.stringify` pass it over.
   */
  readonly raw: unknown
}
