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
): Attempt => ({
  operation: operation.name,
  endpoint: endpointName(endpoint),
  requestId: verdict.requestId,
  ...(verdict._tag === "Success"
    ? { phase: "done", sent: "yes", status: verdict.answer.status, code: undefined, category: undefined }
    : {
        phase: verdict.phase,
        sent: verdict.sent,
        status: verdict.status,
        code: verdict.code,
        category: verdict.category
      }),
  ...times
})
