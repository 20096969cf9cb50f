/** The picture of a call, read within the time of the call: reading takes from it like every hop. */
import { monotonicMillis, timeLeft, type Deadline } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { ImageSearchError } from "../ImageSearchError.ts"
import { readPicture, type Picture, type PictureRequest } from "./readPicture.ts"

/** Fails as `readPicture` does, and with reason `TimedOut`; the source is given up then. */
export const readInTime = Effect.fnUntraced(function* (
  deadline: Deadline,
  request: PictureRequest
): Effect.fn.Return<Picture, ImageSearchError> {
  const { operation, field } = request
  const limit = `the time limit of the call (${Math.round(deadline.limitMillis)} ms)`
  return yield* Effect.timeoutOrElse(readPicture(request), {
    duration: timeLeft(deadline, yield* monotonicMillis),
    orElse: () =>
      Effect.fail(
        new ImageSearchError({
          operation,
          reason: {
            _tag: "TimedOut",
            problem: `${limit} ran out while the ${field} was read.`,
            mayHaveBeenDone: false,
            lacking: "picture"
          }
        })
      )
  })
})
