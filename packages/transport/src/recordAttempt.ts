/** The record of an attempt out of its verdict. */
import type { Endpoint } from "@imagesearch/core"
import type { Attempt } from "./Attempt.ts"
import type { Call } from "./Call.ts"
import type { Failure, Success } from "./Classify.ts"
import { endpointName } from "./endpointName.ts"

export const recordAttempt = (
  { operation }: Call,
  endpoint: Endpoint,
  verdict: Success | Failure,
  times: Pick<Attempt, "delayMillis" | "pacedMillis" | "durationMillis" | "clockOffsetMillis">
): Attempt => {
  const { phase, sent, status, code, category } = verdict._tag === "Success" ? endingOf(verdict) : verdict
  const { delayMillis, pacedMillis, durationMillis, clockOffsetMillis } = times
  return {
    operation: operation.name,
    endpoint: endpointName(endpoint),
    requestId: verdict.requestId,
    phase,
    sent,
    status,
    code,
    category,
    delayMillis,
    pacedMillis,
    durationMillis,
    clockOffsetMillis
  }
}

const endingOf = ({ answer }: Success) =>
  ({ phase: "done", sent: "yes", status: answer.status, code: undefined, category: undefined }) as const
