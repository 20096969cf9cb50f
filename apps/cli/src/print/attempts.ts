/** What was tried on the way to an answer, in words. */
import type { Attempt } from "@imagesearch/transport"

/** The endpoint whose answer counted. */
export const answeringEndpoint = (attempts: readonly Attempt[]): string => attempts.at(-1)?.endpoint ?? "nowhere"

/**
 * One clause for each way in which operations took more than one attempt, such as
 * `2 attempts: http://127.0.0.1:1 refused, http://127.0.0.1:2 answered`.
 * An upload names the operations, as it has three.
 */
export const repeatedAttempts = (attempts: readonly Attempt[]): readonly string[] => {
  const byOperation = [...Map.groupBy(attempts, ({ operation }) => operation)]
  const repeated = byOperation.filter(([, tries]) => tries.length > 1)
  const byCourse = Map.groupBy(repeated, ([, tries]) => `${tries.length} attempts: ${tries.map(outcome).join(", ")}`)
  return [...byCourse].map(([course, operations]) =>
    byOperation.length === 1 ? course : `${operations.map(([operation]) => operation).join(" and ")} took ${course}`
  )
}

const outcome = ({ endpoint, code, status }: Attempt): string => {
  if (code === undefined) return `${endpoint} ${status === undefined || status >= 400 ? "failed" : "answered"}`
  return `${endpoint} ${words[code] ?? `said ${code}`}`
}

/** The network's error codes as verbs. */
const words: Readonly<Record<string, string>> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "broke off",
  UND_ERR_SOCKET: "broke off",
  ENOTFOUND: "does not resolve",
  EAI_AGAIN: "does not resolve",
  CONNECT_LIMIT: "did not accept in time",
  HEADERS_LIMIT: "did not answer in time",
  BODY_LIMIT: "did not finish its answer in time",
  CALL_LIMIT: "did not finish in time",
  ANSWER_TOO_LARGE: "answered too much",
  ANSWER_UNREADABLE: "broke its answer off",
  PROXY_REFUSED: "was refused by the proxy",
  PROXY_INVALID: "has a proxy that cannot be used"
}
