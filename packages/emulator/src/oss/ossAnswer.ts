// The answers of the object store, in its own XML.

import type { Answer } from "../answer.ts"
import type { OssError } from "./ossError.ts"
import type { TransferObject } from "./transferStore.ts"

/** Where an answer belongs: its request id, and the host that was asked. */
export interface OssExchange {
  readonly requestId: string
  readonly host: string
}

/** The answer to a successful post, with the status that the form asked for. */
export const stored = (
  object: TransferObject,
  where: OssExchange & { readonly bucket: string; readonly key: string; readonly status: 200 | 201 | 204 }
): Answer => {
  const { bucket, key, status, host } = where
  const members = { Bucket: bucket, Location: `http://${host}/${key}`, Key: key, ETag: object.etag }
  return xml(status, where, { root: "PostResponse", members, isEmpty: status !== 201, etag: object.etag })
}

/**
 * The answer to GET and HEAD of an object. A browser saves it and shows none: an uploaded page would run beside the
 * control plane, which trusts pages of its own origin.
 */
export const content = (object: TransferObject, { requestId }: OssExchange): Answer => ({
  status: 200,
  headers: {
    ...common(requestId),
    "content-type": WRITABLE.test(object.contentType) ? object.contentType : "application/octet-stream",
    "content-disposition": "attachment",
    "x-content-type-options": "nosniff",
    etag: object.etag
  },
  body: object.bytes
})

/** What a header may hold; a type comes from a form, which may hold anything. */
const WRITABLE = /^[\t\x20-\x7e]+$/

/** A refusal of the object store. */
export const ossRefusal = (error: OssError, where: OssExchange): Answer => ({
  ...xml(error.status, where, {
    root: "Error",
    members: { Code: error.code, Message: error.message, RequestId: where.requestId, HostId: where.host }
  }),
  code: error.code
})

interface Document {
  readonly root: string
  readonly members: Readonly<Record<string, string>>
  readonly isEmpty?: boolean
  readonly etag?: string
}

const xml = (
  status: number,
  { requestId }: OssExchange,
  { root, members, isEmpty = false, etag }: Document
): Answer => {
  const lines = Object.entries(members).map(([name, value]) => `  <${name}>${escape(value)}</${name}>`)
  return {
    status,
    headers: {
      ...common(requestId),
      ...(isEmpty ? {} : { "content-type": "application/xml" }),
      ...(etag === undefined ? {} : { etag })
    },
    body: isEmpty ? "" : [`<?xml version="1.0" encoding="UTF-8"?>`, `<${root}>`, ...lines, `</${root}>`, ""].join("\n")
  }
}

const common = (requestId: string) => ({ server: "AliyunOSS", "x-oss-request-id": requestId })

const escape = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;")
