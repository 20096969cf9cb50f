/** PostObject, second hop of an upload: puts the picture into the transfer bucket. */
import { InvalidEndpointError, parseEndpoint, uploadHost, type Endpoint, type OssEndpointType } from "@imagesearch/core"
import { unsigned, type Attempt, type CallResult, type EndpointSet } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { ResolvedConfig } from "../config/Config.ts"
import { fromHopError, ImageSearchError } from "../ImageSearchError.ts"
import { unreadableAnswer } from "../UnexpectedAnswer.ts"
import { authorizeUpload, objectUrl, type Authorized, type UploadTicket } from "./AuthorizeFileUpload.ts"
import { postObjectForm } from "./postObjectForm.ts"
import type { UploadRoute } from "./UploadRoute.ts"

export interface StoredPicture {
  /** What the operation sends as PicContent. */
  readonly url: string
  /** Those of the ticket, then those of the upload. */
  readonly attempts: readonly Attempt[]
}

/** Stores the bytes by the ticket; once by a second one, if the first has expired in the meantime. */
export const storePicture = (
  route: UploadRoute,
  authorized: Authorized,
  bytes: Uint8Array
): Effect.Effect<StoredPicture, ImageSearchError> =>
  Effect.catchIf(post(route, authorized, bytes), isExpiredPolicy, (expired) =>
    Effect.flatMap(
      Effect.mapError(authorizeUpload(route), (error) => withEarlier(error, expired.attempts ?? [])),
      ({ ticket, attempts }) => post(route, { ticket, attempts: [...(expired.attempts ?? []), ...attempts] }, bytes)
    )
  )

/** The same error, of a call that had made attempts before. */
export const withEarlier = (error: ImageSearchError, earlier: readonly Attempt[]): ImageSearchError => {
  const { operation, reason, endpoint, requestId, attempts = [] } = error
  return new ImageSearchError({ operation, reason, endpoint, requestId, attempts: [...earlier, ...attempts] })
}

/** The store has one code for all that a policy forbids, and says in the text which it was. */
const isExpiredPolicy = ({ reason }: ImageSearchError): boolean =>
  "code" in reason && reason.code === "AccessDenied" && /policy expired/i.test(reason.message)

const post = Effect.fnUntraced(function* (
  { transport, config, deadline, retry }: UploadRoute,
  { ticket, attempts: earlier }: Authorized,
  bytes: Uint8Array
): Effect.fn.Return<StoredPicture, ImageSearchError> {
  const endpoints = storeEndpoints(ticket, config)
  if (endpoints === undefined) {
    return yield* unreadableAnswer("AuthorizeFileUpload", earlier, `the ticket names no host: ${ticket.Endpoint}.`)
  }
  const result = yield* transport
    .execute({
      operation: { name: "PostObject", safety: "idempotent" },
      message: { method: "POST", path: "/", query: [], ...postObjectForm(ticket, bytes) },
      endpoints,
      sign: unsigned,
      deadline,
      retry
    })
    .pipe(Effect.mapError((error) => fromHopError(error, earlier)))
  const attempts = [...earlier, ...result.attempts]
  if (!isOfStore(result)) {
    return yield* unreadableAnswer(
      "PostObject",
      attempts,
      "the answer is none of the object store's; a proxy may have sent it."
    )
  }
  return { url: objectUrl(ticket), attempts }
})

/** A login page of a proxy is a success too, by its status. The store answers with its document, or with nothing. */
const isOfStore = ({ answer: { body } }: CallResult): boolean =>
  body.byteLength === 0 || new TextDecoder().decode(body).includes("<PostResponse")

/**
 * Over HTTPS, unless the API itself is spoken to without it; by the host that `endpointType` names, else by the store's
 * internal one inside a VPC. Undefined for a ticket whose host cannot be one.
 */
const storeEndpoints = (ticket: UploadTicket, config: ResolvedConfig): EndpointSet | undefined => {
  const { Bucket: bucket, Endpoint: endpoint, UseAccelerate: useAccelerate } = ticket
  const by = (endpointType: OssEndpointType): Endpoint =>
    parseEndpoint(`${config.endpoints[0].protocol}://${uploadHost({ bucket, endpoint, useAccelerate }, endpointType)}`)
  try {
    if (config.endpointType !== undefined) return [by(config.endpointType)]
    switch (config.network) {
      case "public":
        return [by("public")]
      case "vpc":
        return [by("internal")]
      case "both":
        return [by("internal"), by("public")]
    }
  } catch (error) {
    if (error instanceof InvalidEndpointError) return undefined
    throw error
  }
}
