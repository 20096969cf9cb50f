// Lets calls of one class through, or not. The documents say "per second" and "concurrency" of the same bought number
// and do not say how it is counted, so each way of counting is a gate that a client can be tested against.

/** Ends what was let in. Calling it twice does nothing more. */
export type Leave = () => void

/** One way of counting. `now` is in epoch milliseconds and never decides by itself: equal times give equal answers. */
export interface Gate {
  /** Lets a call in, or refuses it by returning undefined. */
  readonly enter: (now: number) => Leave | undefined
}

/** For gates that count beginnings only. */
export const nothing: Leave = () => undefined
