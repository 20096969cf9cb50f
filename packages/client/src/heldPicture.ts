/** A picture that is sent more than once: read once, checked, and held as bytes. */
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { PictureRules } from "./picture/pictureRules.ts"
import type { PictureSource } from "./picture/PictureSource.ts"
import { readPicture } from "./picture/readPicture.ts"

export interface PictureToHold {
  /** The wire's name of the operation that it is for. */
  readonly operation: string
  readonly source: PictureSource
}

/** Fails as the operation itself would. */
export type HoldPicture = (picture: PictureToHold) => Effect.Effect<Uint8Array, ImageSearchError>

export const holdPicture =
  (rules: PictureRules): HoldPicture =>
  (picture) =>
    Effect.map(
      readPicture({ ...picture, field: "picture", region: undefined, rules, onRecognized: () => undefined }),
      ({ bytes }) => bytes
    )
