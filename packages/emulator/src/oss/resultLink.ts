// Signed links to the files that tasks leave: the object store's presigned address of version 1, which names the key, the
// end of its validity and a signature over both. Nothing is remembered of a link, so each list hands out a fresh one.

import { createHash } from "node:crypto"
import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import { originOf } from "../addresses.ts"
import type { Arrival } from "../operations/Operation.ts"
import type { Service } from "../Service.ts"
import { OssError } from "./ossError.ts"
import { isEqual, sign } from "./ticket.ts"
import type { TransferObject } from "./transferStore.ts"

/** Documented: a link is good for two hours. */
const VALID_SECONDS = 2 * 60 * 60

/** The service keeps these files in a bucket of its own; here they share the transfer bucket, under a prefix that no upload gets. */
const PREFIX = "task-results/"

/**
 * A link to the file of a task for the client that asked. The bucket stands in the path, because not every system
 * resolves names below localhost.
 */
export const resultLink = (
  service: Service,
  { id, arrival }: { readonly id: number; readonly arrival: Arrival }
): string => {
  const path = `/${bucketOf(service)}/${PREFIX}${encodeName(service.instance.facts.name)}/${id}`
  const expires = String(Math.floor(service.now() / 1_000) + VALID_SECONDS)
  const query = new URLSearchParams({
    Expires: expires,
    OSSAccessKeyId: service.ticketKey.accessKeyId,
    Signature: sign(service.ticketKey, stringToSign(path, expires))
  })
  return `${originOf(arrival, service.advertised)}${path}?${query.toString()}`
}

export const isResult = (key: string): boolean => key.startsWith(PREFIX)

/** The file that a link names. Throws the object store's refusal if the link is forged or over; undefined if it is gone. */
export const resultObject = (
  service: Service,
  asked: { readonly bucket: string; readonly key: string; readonly url: string }
): TransferObject | undefined => {
  const { bucket, key, url } = asked
  const query = new URLSearchParams(url.slice(url.indexOf("?") + 1))
  const expires = query.get("Expires") ?? ""
  if (!isEqual(sign(service.ticketKey, stringToSign(`/${bucket}/${key}`, expires)), query.get("Signature") ?? "")) {
    throw new OssError(
      "SignatureDoesNotMatch",
      403,
      "The request signature we calculated does not match the signature you provided."
    )
  }
  if (!(Number(expires) * 1_000 > service.now())) throw new OssError("AccessDenied", 403, "Request has expired.")
  const [name = "", id] = key.slice(PREFIX.length).split("/")
  const file = service.instances.get(decodeName(name))?.tasks.result(Number(id))
  if (file === undefined) return undefined
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength)
  const etag = `"${createHash("md5").update(bytes).digest("hex").toUpperCase()}"`
  return { bytes, contentType: "application/x-ndjson", etag }
}

/** A name may hold slashes and blanks; this way it is neither encoded nor decoded on its way through an address. */
const encodeName = (name: string): string => Buffer.from(name).toString("base64url")
const decodeName = (text: string): string => Buffer.from(text, "base64url").toString("utf8")

const bucketOf = ({ instance }: Service): string =>
  regions.find(({ id }) => id === instance.facts.region)?.transferBucket ?? ""

/** Documented string to sign: the method, two empty headers, the end of the validity in the place of the date, the resource. */
const stringToSign = (path: string, expires: string): string => `GET\n\n\n${expires}\n${path}`
