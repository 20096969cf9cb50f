/** The last hop of a call: the operation itself, signed, paced and repeated by the transport. */
import type { Operation } from "@imagesearch/core"
import {
  type Attempt,
  type CallResult,
  type Deadline,
  type HttpMessage,
  type Pace,
  type Transport
} from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ResolvedConfig } from "./config/Config.ts"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import { fromTransportError, type ImageSearchError } from "./ImageSearchError.ts"
import { signerOf } from "./signerOf.ts"

export interface LastHop {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly operation: Operation
  readonly message: HttpMessage
  readonly deadline: Deadline
  readonly options: CallOptions | undefined
  /** Attempts of the hops before it. */
  readonly earlier: readonly Attempt[]
}

/** Result and error carry the attempts of all hops. */
export const sendOperation = ({
  transport,
  config,
  operation,
  message,
  deadline,
  options,
  earlier
}: LastHop): Effect.Effect<CallResult, ImageSearchError> => {
  const call = { operation, message, endpoints: config.endpoints, deadline }
  const sign = signerOf(config, operation)
  const sending = transport
    .execute({ ...call, sign, pace: paceOf(config, operation), retry: options?.retry })
    .pipe(Effect.mapError((error) => fromTransportError(error, earlier)))
  // Most calls are their only hop.
  return earlier.length === 0
    ? sending
    : Effect.map(sending, (result) => ({ ...result, attempts: [...earlier, ...result.attempts] }))
}

/** The fields of a result beside its own. `raw` is there for whoever asks for it, and for nobody else. */
export const withMetadata = <Output extends object>(
  output: Output,
  { requestId, attempts, raw }: CallMetadata
): Output & CallMetadata => {
  const result = { ...output, requestId, attempts }
  return Object.defineProperty(result, "raw", { value: raw }) as typeof result & Pick<CallMetadata, "raw"> // just defined
}

/** The rate that the settings give for operations of this kind; undefined is not paced. */
export const paceOf = ({ rates, instance }: ResolvedConfig, { limitKey }: Operation): Pace | undefined => {
  const perSecond = rates[limitKey]
  return perSecond === undefined ? undefined : { key: `${instance}/${limitKey}`, perSecond }
}
