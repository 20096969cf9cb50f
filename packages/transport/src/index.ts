export type { Attempt, Phase, Sent } from "./Attempt.ts"
export { openDeadline, timeLeft, type Deadline } from "./Deadline.ts"
export { EndpointSelector, type EndpointSet } from "./EndpointSelector.ts"
export type { Headers, HttpAnswer, HttpMessage } from "./HttpMessage.ts"
export { Pacer, type Pace } from "./Pacer.ts"
export { RetryBudget } from "./RetryBudget.ts"
export { Sender, type SendOutcome, type SendRequest } from "./Sender.ts"
export {
  acs3Signer,
  unsigned,
  type AttemptStamp,
  type Credentials,
  type SignedMessage,
  type Signer
} from "./Signing.ts"
export { Transport, type Call, type CallResult, type PostObject } from "./Transport.ts"
export { TransportError, type TransportReason } from "./TransportError.ts"
export { layerUndici } from "./UndiciSender.ts"
