import { expect, it } from "vitest"
import { NonceStore } from "../../src/auth/nonceStore.ts"

const MINUTE = 60_000

it("knows a nonce for half an hour, apart for each key, and then forgets it", () => {
  const store = new NonceStore()
  expect(store.claim("a", "n", 0)).toBe(true)
  expect(store.claim("b", "n", 0)).toBe(true)
  expect(store.claim("a", "n", 30 * MINUTE)).toBe(false)
  expect(store.claim("a", "n", 30 * MINUTE + 1)).toBe(true)
})

it("holds at most 200,000 nonces and forgets the oldest first", () => {
  const store = new NonceStore()
  for (let count = 0; count < 200_001; count += 1) store.claim("a", String(count), 0)
  expect(store.claim("a", "200000", 0)).toBe(false)
  expect(store.claim("a", "0", 0)).toBe(true)
})
