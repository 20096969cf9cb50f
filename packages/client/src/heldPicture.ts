/** A picture that is sent more than once: read once, checked, and held as bytes. */
import { openDeadline } from "@imagesearch/transport"
import type * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { uploadLimitMillis } from "./callLimits.ts"
import { millisOf } from "./checkInput.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { PictureRules } from "./picture/pictureRules.ts"
import type { PictureSource } from "./picture/PictureSource.ts"
import { readInTime } from "./picture/readInTime.ts"
import { abandonStream } from "./picture/readStream.ts"
import type { Region } from "./Region.ts"

export interface PictureToHold {
  /** The wire's name of the operation that it is for. */
  readonly operation: string
  readonly source: PictureSource
  /** Must lie inside the picture. */
  readonly region: Region | undefined
  /** Time limit of the reading, that of a call with a picture when it is undefined. */
  readonly timeout: Duration.Input | undefined
}

/** Fails as the operation itself would; a stream is destroyed then. */
export type HoldPicture = (picture: PictureToHold) => Effect.Effect<Uint8Array, ImageSearchError>

/** Reads by the rules of a client. */
export const holdPicture =
  (rules: PictureRules): HoldPicture =>
  ({ operation, timeout = uploadLimitMillis, ...picture }) =>
    millisOf({ operation, field: "timeout", duration: timeout }).pipe(
      Effect.flatMap(openDeadline),
      Effect.flatMap((deadline) =>
        readInTime(deadline, { operation, field: "picture", ...picture, rules, onRecognized: () => undefined })
      ),
      Effect.onError(() => Effect.sync(() => abandonStream(picture.source))),
      Effect.map(({ bytes }) => bytes)
    )
