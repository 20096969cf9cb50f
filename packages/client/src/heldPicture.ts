/** A picture that is sent more than once: read once, checked, and held as bytes. */
import { openDeadline } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { PictureRules } from "./picture/pictureRules.ts"
import type { PictureSource } from "./picture/PictureSource.ts"
import { readInTime } from "./picture/readInTime.ts"

/** Milliseconds that reading may take: no call has begun whose time it could take from. */
export const holdLimitMillis = 60_000

export interface PictureToHold {
  /** The wire's name of the operation that it is for. */
  readonly operation: string
  readonly source: PictureSource
}

/** Fails as the operation itself would. */
export type HoldPicture = (picture: PictureToHold) => Effect.Effect<Uint8Array, ImageSearchError>

/** By the settings of the client. A region is checked by the operation. */
export const holdPicture =
  (rules: PictureRules): HoldPicture =>
  (picture) =>
    Effect.flatMap(openDeadline(holdLimitMillis), (deadline) =>
      Effect.map(
        readInTime(deadline, { ...picture, field: "picture", region: undefined, rules, onRecognized: () => undefined }),
        ({ bytes }) => bytes
      )
    )
