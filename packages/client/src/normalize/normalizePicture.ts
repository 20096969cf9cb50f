/** Pictures made fit for the service, for those who do not use Effect. */
import * as Effect from "effect/Effect"
import { normalize, type NormalizeOptions } from "./normalize.ts"
import type { NormalizedPicture } from "./NormalizedPicture.ts"
import type { PictureSource } from "../picture/PictureSource.ts"

/** Options of `normalizePicture`. */
export interface PromiseNormalizeOptions extends NormalizeOptions {
  /** Aborting ends the reading of a stream or URL; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined
}

/**
 * The picture as the service takes it; give its `bytes` to a call. It may be of up to 64 MiB before (a limit of ours). A
 * picture that is fit already comes back as it is, with no changes. Rejects with `ImageSearchError`: reason `InvalidPicture` for one that cannot be read or made fit,
 * `InvalidConfig` where sharp is missing.
 *
 * Gotcha: a region counts in pixels of the picture as sent, so give one of the normalized picture.
 */
export const normalizePicture = async (
  source: PictureSource,
  { signal, ...options }: PromiseNormalizeOptions = {}
): Promise<NormalizedPicture> => {
  try {
    return await Effect.runPromise(normalize(source, options), signal === undefined ? {} : { signal })
  } catch (error) {
    throw signal?.aborted === true ? signal.reason : error
  }
}
