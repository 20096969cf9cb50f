/**
 * The upload of a picture: two hops before the operation itself. All three share the deadline of the call, and an
 * object that is stored is not uploaded again when the operation is repeated.
 */
import { operation, parseEndpoint, uploadHost, type Endpoint, type OssEndpointType, type Pair } from "@imagesearch/core"
import { unsigned, type Attempt, type Deadline, type EndpointSet, type Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ResolvedConfig } from "../config/Config.ts"
import { fromTransportError, type ImageSearchError } from "../ImageSearchError.ts"
import { signerOf } from "../signerOf.ts"
import { unexpectedAnswer } from "../UnexpectedAnswer.ts"
import { objectUrl, UploadTicket } from "./AuthorizeFileUpload.ts"
import { postObjectForm } from "./postObjectForm.ts"

export interface Upload {
  readonly transport: Transport["Service"]
  readonly config: ResolvedConfig
  readonly bytes: Uint8Array
  readonly deadline: Deadline
}

export interface Uploaded {
  /** What the operation sends as PicContent. */
  readonly url: string
  readonly attempts: readonly Attempt[]
}

/** Stores the bytes in the transfer bucket. */
export const uploadPicture = Effect.fnUntraced(function* (
  upload: Upload
): Effect.fn.Return<Uploaded, ImageSearchError> {
  const authorized = yield* authorize(upload)
  const { headers, body } = postObjectForm(authorized.ticket, upload.bytes)
  const stored = yield* upload.transport
    .execute({
      operation: { name: "PostObject", safety: "idempotent" },
      message: { method: "POST", path: "/", query: [], headers, body },
      endpoints: storeEndpoints(authorized.ticket, upload.config),
      sign: unsigned,
      deadline: upload.deadline
    })
    .pipe(Effect.mapError((error) => fromTransportError(error, authorized.attempts)))
  return { url: objectUrl(authorized.ticket), attempts: [...authorized.attempts, ...stored.attempts] }
})

const authorize = Effect.fnUntraced(function* ({
  transport,
  config,
  deadline
}: Upload): Effect.fn.Return<
  { readonly ticket: UploadTicket; readonly attempts: readonly Attempt[] },
  ImageSearchError
> {
  const authorizeFileUpload = operation("AuthorizeFileUpload")
  const region: readonly Pair[] = config.regionId === undefined ? [] : [["RegionId", config.regionId]]
  const { json, attempts } = yield* transport
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
      deadline
    })
    .pipe(Effect.mapError((error) => fromTransportError(error, [])))
  const ticket = UploadTicket.safeParse(json)
  if (!ticket.success) return yield* unexpectedAnswer(authorizeFileUpload.name, attempts, ticket.error)
  return { ticket: ticket.data, attempts }
})

/** Over HTTPS, unless the API itself is spoken to without it; inside a VPC by the store's internal host. */
const storeEndpoints = (ticket: UploadTicket, { network, endpoints }: ResolvedConfig): EndpointSet => {
  const { Bucket: bucket, Endpoint: endpoint, UseAccelerate: useAccelerate } = ticket
  const by = (endpointType: OssEndpointType): Endpoint =>
    parseEndpoint(`${endpoints[0].protocol}://${uploadHost({ bucket, endpoint, useAccelerate }, endpointType)}`)
  switch (network) {
    case "public":
      return [by("public")]
    case "vpc":
      return [by("internal")]
    case "both":
      return [by("internal"), by("public")]
  }
}
