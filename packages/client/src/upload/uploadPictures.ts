/**
 * The pictures of a call, read, checked and stored before the operation itself. All hops share the deadline of the call,
 * and a picture that is stored is not stored again when the operation is repeated.
 *
 * Tickets are asked for once every picture looks like one: for bytes and files after all their checks, for streams and
 * downloads while the rest of them still comes in. So input that the service would refuse costs nothing, and a slow stream
 * no extra time.
 */
import type { Attempt } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { PictureParameter } from "../operations/ClientOperation.ts"
import { readInTime } from "../picture/readInTime.ts"
import type { PictureRequest } from "../picture/readPicture.ts"
import { abandonStream, awaitTurn } from "../picture/readStream.ts"
import { authorizeUpload } from "./AuthorizeFileUpload.ts"
import { storePicture, withEarlier, type StoredPicture } from "./storePicture.ts"
import type { UploadRoute } from "./UploadRoute.ts"

/** One picture of a call. */
export interface PictureToUpload extends Omit<PictureRequest, "onRecognized"> {
  /** The parameter of the operation that takes its address. */
  readonly parameter: PictureParameter
}

export interface UploadedPicture extends StoredPicture {
  readonly parameter: PictureParameter
}

/** Stores the pictures; the results are in their order. */
export const uploadPictures = Effect.fnUntraced(function* (
  route: UploadRoute,
  pictures: readonly PictureToUpload[]
): Effect.fn.Return<readonly UploadedPicture[], ImageSearchError> {
  for (const { source } of pictures) awaitTurn(source)
  const gate = new Gate(pictures.length)
  const granted: Attempt[] = []
  const ticket = Effect.tap(Effect.andThen(gate.opened, authorizeUpload(route)), ({ attempts }) =>
    Effect.sync(() => granted.push(...attempts))
  )
  const prepared = yield* Effect.forEach(
    pictures,
    (picture) =>
      Effect.all(
        [readInTime(route.deadline, { ...picture, onRecognized: gate.arrive }), ticket, Effect.succeed(picture)],
        inParallel
      ),
    inParallel
  ).pipe(
    // A stream may break off after its ticket was asked for; one that is still on its way has left no attempt.
    Effect.mapError((error) => (gate.isOpen ? withEarlier(error, granted) : error)),
    // One that fails at once keeps the others from being begun.
    Effect.onError(() => Effect.sync(() => pictures.forEach(({ source }) => abandonStream(source))))
  )
  return yield* Effect.forEach(
    prepared,
    ([{ bytes }, authorized, { parameter }]) =>
      Effect.map(storePicture(route, authorized, bytes), (stored) => ({ parameter, ...stored })),
    inParallel
  )
})

const inParallel = { concurrency: "unbounded" } as const

/** Opens when all have arrived. */
class Gate {
  private missing: number
  private readonly waiting: Array<() => void> = []

  constructor(expected: number) {
    this.missing = expected
  }

  get isOpen(): boolean {
    return this.missing === 0
  }

  readonly arrive = (): void => {
    this.missing -= 1
    if (this.isOpen) for (const go of this.waiting) go()
  }

  readonly opened: Effect.Effect<void> = Effect.callback((resume) => {
    if (this.isOpen) resume(Effect.void)
    else this.waiting.push(() => resume(Effect.void))
  })
}
