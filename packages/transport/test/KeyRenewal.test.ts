import { expect, it } from "@effect/vitest"
import { operation } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import { describe } from "vitest"
import { acs3Signer, NoSignerError, Transport, type SignerSource } from "../src/index.ts"
import { execute } from "./support/call.ts"
import { json, scriptedServer, type Reply } from "./support/scriptedServer.ts"

const detail = operation("Detail")

/** Signs with key-1 until it is told to renew, then with key-2, and so on. */
const countedKeys = () => {
  const state = { asked: 0, renewed: 0 }
  const source: SignerSource = Effect.sync(() => {
    state.asked++
    const accessKeyId = `key-${state.renewed + 1}`
    return {
      sign: acs3Signer(detail, {
        accessKeyId,
        accessKeySecret: Redacted.make("secret"),
        securityToken: Redacted.make(`token-of-${accessKeyId}`)
      }),
      renew: Effect.sync(() => void state.renewed++)
    }
  })
  return { state, source }
}

const refused = (code: string): Reply => json(400, { Code: code, Message: "refused", RequestId: "R" })
const expired = refused("InvalidSecurityToken.Expired")
const accepted = json(200, { Success: true })

const serving = (...replies: readonly [Reply, ...Reply[]]) =>
  Effect.acquireDisposable(Effect.promise(() => scriptedServer(...replies)))

describe("a call whose key can be renewed", () => {
  it.live("is sent again once, signed with the new key, when the service says that the key has expired", () =>
    Effect.gen(function* () {
      const { state, source } = countedKeys()
      const server = yield* serving(expired, accepted)
      const { attempts } = yield* execute([server.endpoint], { changes: { sign: source } })
      expect(attempts).toMatchObject([
        { code: "InvalidSecurityToken.Expired", category: "credentials" },
        { status: 200, delayMillis: 0 }
      ])
      expect(server.requests.map(({ headers }) => headers["x-acs-security-token"])).toEqual([
        "token-of-key-1",
        "token-of-key-2"
      ])
      expect(state).toEqual({ asked: 2, renewed: 1 })
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is sent again whatever the retry budget holds: 50 calls may have had the key when it ended", () =>
    Effect.gen(function* () {
      const { source } = countedKeys()
      const held: Array<() => void> = []
      const server = yield* serving((response, request, socket) => {
        if (request.headers["x-acs-security-token"] !== "token-of-key-1") return accepted(response, request, socket)
        held.push(() => expired(response, request, socket))
        // All at once, before any repeat can succeed and pay for another.
        if (held.length === 50) for (const refuse of held) refuse()
      })
      const calls = Array.from({ length: 50 }, () => execute([server.endpoint], { changes: { sign: source } }))
      const results = yield* Effect.all(calls, { concurrency: "unbounded" })
      expect(results.every(({ attempts }) => attempts.at(-1)?.status === 200)).toBe(true)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("renews once a call: a service that takes no key for fresh gets two requests", () =>
    Effect.gen(function* () {
      const { state, source } = countedKeys()
      const server = yield* serving(expired)
      const error = yield* Effect.flip(execute([server.endpoint], { changes: { sign: source } }))
      expect(error.reason).toMatchObject({ _tag: "Refused", code: "InvalidSecurityToken.Expired" })
      expect(server.requests).toHaveLength(2)
      expect(state.renewed).toBe(1)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live.each(["InvalidSecurityToken.Malformed", "InvalidAccessKeyId.NotFound", "SignatureDoesNotMatch"])(
    "is not sent again for %s, which no new key mends",
    (code) =>
      Effect.gen(function* () {
        const { state, source } = countedKeys()
        const server = yield* serving(refused(code))
        yield* Effect.flip(execute([server.endpoint], { changes: { sign: source } }))
        expect(server.requests).toHaveLength(1)
        expect(state.renewed).toBe(0)
      }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("stays within the attempts that the caller allows", () =>
    Effect.gen(function* () {
      const { source } = countedKeys()
      const server = yield* serving(expired, accepted)
      yield* Effect.flip(execute([server.endpoint], { changes: { sign: source, retry: { attempts: 1 } } }))
      expect(server.requests).toHaveLength(1)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("is not sent again with a key that cannot change", () =>
    Effect.gen(function* () {
      const server = yield* serving(expired)
      yield* Effect.flip(execute([server.endpoint]))
      expect(server.requests).toHaveLength(1)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
})

describe("a call without a key", () => {
  it.live("sends nothing and says why", () =>
    Effect.gen(function* () {
      const server = yield* serving(accepted)
      const cause = new Error("the source's own")
      const sign: SignerSource = Effect.fail(new NoSignerError({ problem: "nothing gave a key", cause }))
      const error = yield* Effect.flip(execute([server.endpoint], { changes: { sign } }))
      expect(error.message).toBe("Detail failed: nothing gave a key.")
      expect(error).toMatchObject({ reason: { _tag: "Unsigned", sent: "no" }, attempts: [] })
      expect(error.reason).toHaveProperty("cause", cause)
      expect(server.requests).toHaveLength(0)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )

  it.live("waits for one no longer than its deadline (real time: 50 ms)", () =>
    Effect.gen(function* () {
      const server = yield* serving(accepted)
      const overrides = { limitMillis: 50, changes: { sign: Effect.never } }
      const error = yield* Effect.flip(execute([server.endpoint], overrides))
      expect(error.message).toBe("Detail failed: no key to sign with came within the 50 ms of the call.")
      expect(server.requests).toHaveLength(0)
    }).pipe(Effect.scoped, Effect.provide(Transport.layer))
  )
})
