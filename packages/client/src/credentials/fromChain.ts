/** Several providers in order. It remembers the one that worked, and never one that failed. */
import * as Effect from "effect/Effect"
import { CredentialsError } from "./CredentialsError.ts"
import { within, type CredentialsProvider } from "./CredentialsProvider.ts"

/**
 * Asks one after the other; the one that worked last is asked first. Fails with `Exhausted`, which holds every failure in
 * the order of the questions; the next load asks them all again.
 */
export const fromChain = (providers: readonly CredentialsProvider[], name = "chain"): CredentialsProvider => {
  // The only state: of which provider the last key was.
  let worked: CredentialsProvider | undefined
  return {
    name,
    load: Effect.fnUntraced(function* (network) {
      const order = worked === undefined ? providers : [worked, ...providers.filter((other) => other !== worked)]
      const tried: CredentialsError[] = []
      for (const provider of order) {
        const result = yield* Effect.result(provider.load(network))
        if (result._tag === "Success") {
          worked = provider
          return yield* within(name, Effect.succeed(result.success))
        }
        tried.push(result.failure)
      }
      return yield* new CredentialsError({ provider: name, reason: { _tag: "Exhausted", tried } })
    })
  }
}
