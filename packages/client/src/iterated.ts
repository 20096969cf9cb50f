/** A stream as an async iterable: nothing runs before the first item is asked for, nothing after the last. */
import * as Effect from "effect/Effect"
import * as Exit from "effect/Exit"
import * as Pull from "effect/Pull"
import * as Scope from "effect/Scope"
import * as Stream from "effect/Stream"
import { run, type PromiseCallOptions } from "./promiseFace.ts"

/**
 * Can be iterated once. Leaving the loop ends what runs for it, and so does the signal: then the loop throws the
 * signal's reason. An error of the stream is thrown as it is.
 */
export async function* iterated<A, E>(
  stream: Stream.Stream<A, E>,
  { signal }: Pick<PromiseCallOptions, "signal"> = {}
): AsyncGenerator<A, void, undefined> {
  const scope = Scope.makeUnsafe()
  const end = () => Effect.runPromise(Scope.close(scope, Exit.void))
  const endAtOnce = () => void end()
  signal?.addEventListener("abort", endAtOnce, { once: true })
  try {
    const pull = await run(Scope.provide(Stream.toPull(stream), scope), { signal })
    const next = Pull.catchDone(pull, () => Effect.undefined)
    for (;;) {
      const items = await run(next, { signal })
      if (items === undefined) return
      yield* items
    }
  } finally {
    signal?.removeEventListener("abort", endAtOnce)
    await end()
  }
}
