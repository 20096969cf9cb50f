// The object store's part of the port: POST stores an object into a transfer bucket, GET and HEAD fetch it, or the
// file of a task by its signed link.

import type { IncomingMessage } from "node:http"
import type { Answer } from "../answer.ts"
import type { Service } from "../Service.ts"
import { isTransferBucket } from "./objectAddress.ts"
import { content, type OssExchange } from "./ossAnswer.ts"
import { OssError } from "./ossError.ts"
import { postObject } from "./postObject.ts"
import { isResult, resultObject } from "./resultLink.ts"
import { entityTooLarge } from "./ticket.ts"

/** The object store's name of an operation by its method; undefined for a method that it refuses. */
export const objectOperation = (method: string): string | undefined => OPERATIONS.get(method)

const OPERATIONS: ReadonlyMap<string, string> = new Map([
  ["POST", "PostObject"],
  ["GET", "GetObject"],
  ["HEAD", "HeadObject"]
])

/** Every operation of the object store. */
export const OBJECT_OPERATIONS: readonly string[] = [...OPERATIONS.values()]

/** A request to a bucket; the body is undefined if it is longer than any form. */
export interface ObjectRequest {
  readonly message: IncomingMessage
  readonly body: Buffer | undefined
}

/** Answers a request to a bucket. Throws the object store's refusal. */
export const transfer = (
  service: Service,
  { message, body }: ObjectRequest,
  where: OssExchange & { readonly bucket: string; readonly key: string }
): Answer => {
  const { bucket, key } = where
  if (!isTransferBucket(bucket)) throw new OssError("NoSuchBucket", 404, "The specified bucket does not exist.")
  switch (message.method) {
    case "POST":
      if (body === undefined) throw entityTooLarge()
      return postObject(service, { bucket, contentType: message.headers["content-type"] ?? "", body }, where)
    case "GET":
    case "HEAD": {
      const object = isResult(key)
        ? resultObject(service, { bucket, key, url: message.url ?? "" })
        : service.transfers.get(bucket, key)
      if (object === undefined) throw new OssError("NoSuchKey", 404, "The specified key does not exist.")
      return content(object, where)
    }
    default:
      throw new OssError("MethodNotAllowed", 405, "The specified method is not allowed against this resource.")
  }
}
