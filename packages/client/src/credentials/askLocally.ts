/** One request, sent once, to a service that hands out keys without a signature: there is nothing to retry or to pace. */
import type { Endpoint, Pair } from "@imagesearch/core"
import {
  layerNetwork,
  Sender,
  type AttemptLimits,
  type HttpAnswer,
  type NetworkOptions,
  type SendOutcome
} from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { CredentialsError } from "./CredentialsError.ts"
import { invalid, unavailable } from "./CredentialsProvider.ts"

/** Bytes of an answer that are read at most: a key and its token are a few kilobytes. */
const answerLimitBytes = 64 * 1024

export interface LocalQuestion {
  readonly provider: string
  readonly endpoint: Endpoint
  readonly method: "GET" | "PUT"
  readonly path: string
  readonly query?: readonly Pair[] | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
  readonly limits: AttemptLimits
  readonly network: NetworkOptions
}

/** The answer, whatever its status. Fails with `Unavailable` when none came. */
export const askLocally = Effect.fnUntraced(function* (
  question: LocalQuestion
): Effect.fn.Return<HttpAnswer, CredentialsError> {
  const outcome = yield* sendLocally(question)
  if (outcome._tag === "Answered") return outcome.answer
  return yield* unavailable(question.provider, noAnswer(question.endpoint, outcome))
})

/** The lack of an answer as a clause. */
export const noAnswer = ({ host }: Endpoint, failed: { readonly message: string; readonly code: string }): string =>
  `${host}: ${failed.message} (${failed.code})`

/** How the exchange ended. Fails only with `Invalid`, for options of the network that cannot be used. */
export const sendLocally = Effect.fnUntraced(
  function* ({ endpoint, method, path, query = [], headers = {}, limits }: LocalQuestion) {
    const sender = yield* Sender
    const message = { method, path, query, headers: { ...headers, host: endpoint.host }, body: undefined }
    return yield* sender.send({ endpoint, message, limits })
  },
  (outcome, { provider, network }): Effect.Effect<SendOutcome, CredentialsError> =>
    outcome.pipe(
      Effect.provide(layerNetwork({ ...network, answerLimitBytes }), { local: true }),
      Effect.catchTag("InvalidNetworkOptionError", ({ option, why }) =>
        Effect.fail(invalid({ provider, source: "the options of the network", field: option }, why))
      )
    )
)

export const textOf = (answer: HttpAnswer): string => new TextDecoder().decode(answer.body)
