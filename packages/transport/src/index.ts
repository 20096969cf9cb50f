export type { Attempt, Phase, Sent } from "./Attempt.ts"
export { debugLogSink } from "./DebugLogSink.ts"
export { monotonicMillis, openDeadline, timeLeft, type Deadline } from "./Deadline.ts"
export type { OwnLimits } from "./AttemptLimits.ts"
export type { Call, CallOperation, CallResult, PostObject } from "./Call.ts"
export { describeUnreadable, type AccessDenied } from "./Classify.ts"
export { type Access, type Choice, type EndpointEvent, type EndpointSet } from "./EndpointSelector.ts"
export { layerFetch } from "./FetchSender.ts"
export type { BodyParts, Headers, HttpAnswer, HttpMessage } from "./HttpMessage.ts"
export type { LearnedRate } from "./LearnedRate.ts"
export { metricsSink } from "./MetricsSink.ts"
export { findNetworkOptionProblem, layerNetwork, networkOptionNames } from "#network"
export { InvalidNetworkOptionError, type NetworkOptions } from "./NetworkOptions.ts"
export { Pacer } from "./Pacer.ts"
export type { RetryLimits } from "./RetryPolicy.ts"
export { Sender, type AttemptLimits, type BodyPart, type SendOutcome, type SendRequest } from "./Sender.ts"
export { bearerSigner, schemeSigner, type SchemeSigning, type SignatureScheme } from "./SignatureScheme.ts"
export {
  acs3Signer,
  NoSignerError,
  unsigned,
  type AttemptStamp,
  type Credentials,
  type RenewableSigner,
  type SignedMessage,
  type Signer,
  type SignerSource
} from "./Signing.ts"
export { Transport } from "./Transport.ts"
export { allSinks, TransportEvents, type EventSink, type TransportEvent } from "./TransportEvent.ts"
export type { Pace, Turn, Turns } from "./Turn.ts"
export { describeReason, TransportError, type TransportReason } from "./TransportError.ts"
