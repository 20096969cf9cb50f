/**
 * A provider that is loaded when it is first asked: files, programs and STS are of no use to the many whose key stands in
 * the settings or the environment, and would lengthen the start of every program.
 */
import * as Effect from "effect/Effect"
import type { CredentialsProvider } from "./CredentialsProvider.ts"

type Module = typeof import("./defaultChain.ts")

export const lazyProvider = (name: string, make: (module: Module) => CredentialsProvider): CredentialsProvider => {
  // The one provider that is made: a chain remembers what worked.
  let made: CredentialsProvider | undefined
  return {
    name,
    load: (network) =>
      Effect.flatMap(
        Effect.promise(() => import("./defaultChain.ts")),
        (module) => (made ??= make(module)).load(network)
      )
  }
}
