/**
 * AuthorizeFileUpload, first hop of an upload: asks the central open platform for a form policy that lets one object
 * be stored in the region's transfer bucket.
 *
 * Wire names: Product and RegionId in the query of a GET. The answer carries no security token.
 */
import { operation, type Pair } from "@imagesearch/core"
import type { Attempt } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as z from "zod/mini"
import { fromHopError, type ImageSearchError } from "../ImageSearchError.ts"
import { paceOf } from "../sendOperation.ts"
import { signerOf } from "../signerOf.ts"
import { readAnswer } from "../wire/readAnswer.ts"
import type { UploadRoute } from "./UploadRoute.ts"

/** A line break would end a field of the form that the values go into. */
const formValue = z.string().check(z.regex(/^[^\r\n]+$/, "must be a text of one line"))

/** The answer's shape. */
export const UploadTicket = z.looseObject({
  AccessKeyId: formValue,
  Bucket: formValue,
  EncodedPolicy: formValue,
  Endpoint: formValue,
  ObjectKey: formValue,
  Signature: formValue,
  UseAccelerate: z._default(z.boolean(), false)
})

/** Leave to upload one object. Its signature covers the policy, which names bucket and key. */
export interface UploadTicket extends z.infer<typeof UploadTicket> {}

/** Where the service fetches the object from: always http and the public host, whatever way the upload took. */
export const objectUrl = (ticket: UploadTicket): string =>
  `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`

export interface Authorized {
  readonly ticket: UploadTicket
  readonly attempts: readonly Attempt[]
}

/** Asks for a ticket. Each lets one object be stored. */
export const authorizeUpload = Effect.fnUntraced(function* ({
  transport,
  config,
  deadline,
  retry
}: UploadRoute): Effect.fn.Return<Authorized, ImageSearchError> {
  const authorizeFileUpload = operation("AuthorizeFileUpload")
  const region: readonly Pair[] = config.regionId === undefined ? [] : [["RegionId", config.regionId]]
  const result = yield* transport
    .execute({
      operation: authorizeFileUpload,
      message: {
        method: authorizeFileUpload.method,
        path: authorizeFileUpload.path,
        query: [["Product", "ImageSearch"], ...region],
        headers: { accept: "application/json" },
        body: undefined
      },
      endpoints: config.openPlatform,
      sign: signerOf(config, authorizeFileUpload),
      deadline,
      pace: paceOf(config, authorizeFileUpload),
      retry
    })
    .pipe(Effect.mapError((error) => fromHopError(error, [])))
  const { answer: ticket } = yield* readAnswer(authorizeFileUpload.name, UploadTicket, result)
  return { ticket, attempts: result.attempts }
})
