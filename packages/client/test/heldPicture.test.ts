/** A picture that is read before any call has begun. */
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as TestClock from "effect/testing/TestClock"
import { Readable } from "node:stream"
import { holdPicture } from "../src/heldPicture.ts"
import { disc } from "./support/picture.ts"

const hold = holdPicture({ serviceType: undefined, addresses: "public", networkOptions: undefined })
const operation = "SearchImageByPic"

it.effect("is held as it was given", () =>
  Effect.gen(function* () {
    const source = Readable.from([disc().subarray(0, 100), disc().subarray(100)])
    expect(Buffer.from(yield* hold({ operation, source, region: undefined, timeout: undefined })).equals(disc())).toBe(
      true
    )
  })
)

it.effect("is waited for a minute, and given up then", () =>
  Effect.gen(function* () {
    const source = new Readable({ read: () => undefined })
    const holding = yield* Effect.forkChild(
      Effect.flip(hold({ operation, source, region: undefined, timeout: undefined }))
    )
    yield* TestClock.adjust("59999 millis")
    expect(source.destroyed).toBe(false)
    yield* TestClock.adjust("1 millis")
    const error = yield* Fiber.join(holding)
    expect(error.reason).toMatchObject({
      _tag: "TimedOut",
      problem: "the time limit of the call (60000 ms) ran out while the picture was read."
    })
    expect(source.destroyed).toBe(true)
  })
)
