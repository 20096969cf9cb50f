/** sharp, loaded when it is first needed: it is an optional peer, and most users never need it. */
import * as Effect from "effect/Effect"
import { ImageSearchError } from "../ImageSearchError.ts"

export type SharpFactory = (typeof import("sharp"))["default"]

/** Fails with reason `InvalidConfig` where it is not installed, or not for this platform. */
export const loadSharp = (operation: string): Effect.Effect<SharpFactory, ImageSearchError> =>
  Effect.tryPromise({
    try: async () => (await import("sharp")).default,
    catch: () =>
      new ImageSearchError({
        operation,
        reason: {
          _tag: "InvalidConfig",
          setting: "sharp",
          problem: "is a package that is not installed here, or not for this platform",
          advice: "Install it beside this package: npm install sharp."
        }
      })
  })
