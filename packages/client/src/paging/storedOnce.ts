/**
 * The picture of a search, stored with its first page and named by the same address with the later ones. That the service
 * still has it then was not verified on the live service; repeats of a call rely on the same, a few seconds later.
 */
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { WithPictures } from "../invoke.ts"
import { withEarlier } from "../upload/storePicture.ts"
import type { UploadedPicture } from "../upload/uploadPictures.ts"

/** For the calls of one search. A page whose address the service refuses is asked for once more, with a fresh upload. */
export const storedOnce = (): WithPictures => {
  // Outlives a call: where the pictures of this search are.
  let kept: readonly UploadedPicture[] | undefined
  return (upload, send) => {
    const store = Effect.tap(upload, (uploads) =>
      Effect.sync(() => (kept = uploads.map((picture) => ({ ...picture, attempts: [] }))))
    )
    if (kept === undefined) return Effect.flatMap(store, send)
    return Effect.catchIf(send(kept), mayLackPicture, ({ attempts = [] }) =>
      store.pipe(
        Effect.mapError((error) => withEarlier(error, attempts)),
        Effect.flatMap(([first, ...others]) =>
          send(first === undefined ? [] : [{ ...first, attempts: [...attempts, ...first.attempts] }, ...others])
        )
      )
    )
  }
}

/**
 * By which code the service says that a picture is gone was not verified: documented for it are InvalidPicUrl and
 * PictureError, and any refusal of a request whose like was just answered may mean it.
 */
const mayLackPicture = ({ code, reason }: ImageSearchError): boolean =>
  reason._tag === "Rejected" || reason._tag === "NotFound" || code === "PictureError"
