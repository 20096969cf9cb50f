// What a signature scheme checks a request against.

import type { Keyring } from "./Keyring.ts"
import type { NonceStore } from "./nonceStore.ts"

/** The keys, the nonces seen so far, and the clock. */
export interface Verifier {
  readonly keys: Keyring
  readonly nonces: NonceStore
  /** Epoch milliseconds. */
  readonly now: () => number
}
