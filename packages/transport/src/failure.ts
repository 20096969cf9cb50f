/** How a call's last attempt, or the lack of one, becomes the error of the call. */
import { diagnoseSignature, formatEndpoint, type Acs3Stages, type Endpoint } from "@imagesearch/core"
import type { Attempt, Phase, Sent } from "./Attempt.ts"
import type { Call } from "./Call.ts"
import type { Failure } from "./Classify.ts"
import { timeLeft } from "./Deadline.ts"
import type { Pace, Turn } from "./Turn.ts"
import type { AttemptLimits } from "./Sender.ts"
import type { NoSignerError, SignedMessage } from "./Signing.ts"
import { TransportError, type TransportReason } from "./TransportError.ts"
import { withoutSecrets } from "./withoutSecrets.ts"

/** The last attempt failed, and no other follows. */
export const callFailure = (
  call: Call,
  attempts: readonly Attempt[],
  last: {
    readonly endpoint: Endpoint
    readonly verdict: Failure
    readonly signed: SignedMessage
    readonly limits: AttemptLimits
    readonly now: number
  }
): TransportError => errorOf(call, attempts, last.endpoint, reasonOf(call, last, sentBy(attempts)))

/** The deadline ran out between two attempts. */
export const timeFailure = (call: Call, attempts: readonly Attempt[], endpoint: Endpoint): TransportError =>
  errorOf(call, attempts, endpoint, callLimit(call, attempts.at(-1)?.phase ?? "connect", sentBy(attempts)))

/** The pacer gave no turn. */
export const pacingFailure = (
  call: Call,
  attempts: readonly Attempt[],
  pace: Pace,
  turn: Exclude<Turn, { readonly _tag: "Wait" }>
): TransportError => errorOf(call, attempts, undefined, { _tag: "Paced", pace, turn, sent: sentBy(attempts) })

/** There is no key to sign with. */
export const unsignedFailure = (
  call: Call,
  attempts: readonly Attempt[],
  { problem, cause }: NoSignerError
): TransportError => errorOf(call, attempts, undefined, { _tag: "Unsigned", problem, cause, sent: sentBy(attempts) })

/** What the service can have seen of the call: an attempt that was refused takes back none that arrived before it. */
const sentBy = (attempts: readonly Attempt[]): Sent =>
  (["yes", "maybe"] as const).find((sent) => attempts.some((attempt) => attempt.sent === sent)) ?? "no"

const errorOf = (
  { operation }: Call,
  attempts: readonly Attempt[],
  endpoint: Endpoint | undefined,
  reason: TransportReason
): TransportError =>
  new TransportError({
    operation: operation.name,
    endpoint: endpoint === undefined ? undefined : formatEndpoint(endpoint),
    reason,
    attempts
  })

const reasonOf = (call: Call, last: Parameters<typeof callFailure>[2], sent: Sent): TransportReason => {
  const { phase, code, category, requestId, status, message, accessDenied } = last.verdict
  if (status !== undefined) {
    // The server's text echoes the request, security token included: only our own diagnosis of it is passed on.
    const { stages, message: sentMessage } = last.signed
    const isMismatch = code === "SignatureDoesNotMatch" && stages !== undefined
    return {
      _tag: "Refused",
      category,
      status,
      code,
      message: isMismatch ? mismatch(stages, message) : withoutSecrets(withoutEcho(message), sentMessage),
      requestId,
      accessDenied
    }
  }
  if (code === "CALL_LIMIT") return callLimit(call, phase, sent)
  const limit = limitOf(code, last.limits)
  if (limit === undefined) return { _tag: "Unreachable", code: code ?? "NETWORK", message, sent }
  // A limit that was cut to the time left is the call's own.
  const isCall = limit.limitMillis >= last.limits.totalMillis || timeLeft(call.deadline, last.now) === 0
  return isCall ? callLimit(call, phase, sent) : { _tag: "TimedOut", ...limit, phase, sent }
}

const callLimit = ({ deadline }: Call, phase: Phase, sent: Sent): TransportReason => ({
  _tag: "TimedOut",
  limit: "call",
  limitMillis: deadline.limitMillis,
  phase,
  sent
})

const limitOf = (code: string | undefined, limits: AttemptLimits) => {
  switch (code) {
    case "CONNECT_LIMIT":
      return { limit: "connect", limitMillis: limits.connectMillis } as const
    case "HEADERS_LIMIT":
      return { limit: "headers", limitMillis: limits.headersMillis } as const
    case "BODY_LIMIT":
      return { limit: "body", limitMillis: limits.bodyMillis } as const
    default:
      return undefined
  }
}

const mismatch = (stages: Acs3Stages, serverMessage: string): string => {
  const { stage, explanation } = diagnoseSignature(stages, serverMessage)
  return `the signature does not match in the stage "${stage}": ${explanation}.`
}

/** Behind these words, as each scheme has them, the server repeats what was signed: the token is in it. */
const withoutEcho = (serverMessage: string): string => {
  // Blanks in front would be taken up by the pattern in quadratic time, and the server sends as many as it likes.
  const [own = "", echo] = serverMessage.split(/server\s+(?:string\s*to\s*sign|canonical\s*request)\s+is/i, 2)
  return echo === undefined
    ? serverMessage
    : own.trimEnd() || "the signature is not the one that the server calculates."
}
