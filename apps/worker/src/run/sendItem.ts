/** One job: read the picture, add it, and settle the job by what came of it. Tries once; the client repeats. */
import type { ImageSearchError, ImageSearchOperations } from "@imagesearch/client"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import type { SqlError } from "effect/sql"
import { readPictureFile, type UnreadablePicture } from "../catalogue/readPictureFile.ts"
import type { GivenBack, StartedJob } from "../store/Job.ts"
import type { JobQueue } from "../store/JobQueue.ts"
import type { OutstandingItem } from "../store/OutstandingItem.ts"
import { serviceError, type WorkerError } from "../WorkerError.ts"
import type { Outage } from "./Outage.ts"
import { judge } from "./verdict.ts"

export interface Sending {
  readonly search: Pick<ImageSearchOperations, "addImage">
  readonly queue: JobQueue["Service"]
  readonly outage: Outage
  readonly tally: Tally
}

/** What this process has done. */
export interface Tally {
  /** Pictures added. */
  sent: number
  /** Jobs that had been started before and ended without a settlement, as in a crash. */
  resent: number
}

/**
 * Fails with `GivenBack` when the job is to be repeated later, and with a `WorkerError` when the whole run should end.
 */
export const sendItem = Effect.fnUntraced(function* (
  sending: Sending,
  { item, isRedelivered }: StartedJob
): Effect.fn.Return<void, WorkerError | GivenBack | SqlError.SqlError> {
  const { queue, outage, tally } = sending
  if (isRedelivered) tally.resent += 1
  yield* add(sending, item).pipe(
    Effect.matchEffect({
      onSuccess: (hash) =>
        Effect.flatMap(Clock.currentTimeMillis, (now) => {
          outage.answered(now)
          tally.sent += 1
          return queue.done(item, hash)
        }),
      onFailure: (error) =>
        error._tag === "UnreadablePicture" ? queue.failed(item, error.problem) : settle(sending, item, error)
    })
  )
})

/** The hash of the picture that was sent: the file may have changed since the catalogue was read. */
const add = Effect.fnUntraced(function* (
  { search }: Sending,
  { productId, picName, picture, attributes }: OutstandingItem
): Effect.fn.Return<string, ImageSearchError | UnreadablePicture> {
  const { bytes, hash } = yield* readPictureFile(picture)
  yield* search.addImage({ productId, picName, picture: bytes, ...attributes })
  return hash
})

const settle = Effect.fnUntraced(function* (
  { queue, outage }: Sending,
  item: OutstandingItem,
  error: ImageSearchError
): Effect.fn.Return<void, WorkerError | GivenBack | SqlError.SqlError> {
  const verdict = judge(error)
  const now = yield* Clock.currentTimeMillis
  switch (verdict._tag) {
    case "end run":
      return yield* serviceError(error)
    case "record":
      // Input and pictures that the client refuses say nothing of the service.
      if ("status" in error.reason) outage.answered(now)
      return yield* queue.failed(item, describe(item, error))
    case "give back": {
      if (verdict.tries === "counted") outage.failed(now, error)
      return yield* queue.giveBack(item, describe(item, error), verdict.tries)
    }
  }
})

/** In the catalogue's terms: the client was given bytes, so its own text does not name the file, nor the column. */
const describe = ({ picture, attributes }: OutstandingItem, { reason, message }: ImageSearchError): string => {
  if (reason._tag === "InvalidPicture") return `"${picture}" ${reason.problem}. ${reason.advice}`
  if (reason._tag !== "InvalidInput") return message
  const values = new Map<string, unknown>(Object.entries(attributes))
  return reason.issues
    .map(({ field, problem }) => {
      const column = field.charAt(0).toUpperCase() + field.slice(1)
      return values.has(field) ? `${column} ${problem}, not "${String(values.get(field))}"` : `${column} ${problem}`
    })
    .join("; ")
}
