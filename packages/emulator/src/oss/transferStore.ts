// The transfer bucket: pictures on their way from a client to an operation, held in memory and dropped after a while.

import { createHash } from "node:crypto"
import { objectAddress } from "./objectAddress.ts"

/** An uploaded object. */
export interface TransferObject {
  readonly bytes: Buffer
  readonly contentType: string
  /** Upper-case hex MD5 of the bytes in double quotes, as the object store writes it. */
  readonly etag: string
}

interface Held extends TransferObject {
  readonly expiresMs: number
}

/**
 * How long a real transfer object lives is not documented; an hour outlives any retry of the operation that names it.
 */
const KEEP_MS = 60 * 60 * 1_000

/** 64 pictures of the largest size. Beyond it the oldest objects go first. */
const MOST_BYTES = 256 * 1_024 * 1_024

/** Uploaded objects by bucket and key, for one hour and at most 256 MB in all. */
export class TransferStore {
  readonly #objects = new Map<string, Held>()
  readonly #now: () => number
  #bytes = 0

  /** `now` is in epoch milliseconds. */
  constructor(now: () => number) {
    this.#now = now
  }

  put(
    address: { readonly bucket: string; readonly key: string },
    content: { readonly bytes: Buffer; readonly contentType: string }
  ): TransferObject {
    const name = nameOf(address.bucket, address.key)
    const etag = `"${createHash("md5").update(content.bytes).digest("hex").toUpperCase()}"`
    const held = { ...content, etag, expiresMs: this.#now() + KEEP_MS }
    this.#drop(name)
    this.#objects.set(name, held)
    this.#bytes += content.bytes.length
    this.#makeRoom()
    return held
  }

  get(bucket: string, key: string): TransferObject | undefined {
    const held = this.#objects.get(nameOf(bucket, key))
    return held !== undefined && held.expiresMs > this.#now() ? held : undefined
  }

  /**
   * The object that a PicContent value names; undefined if the value is no address of the transfer bucket or nothing
   * is there.
   */
  at(picContent: string): TransferObject | undefined {
    const [, host = "", path = ""] = OBJECT_URL.exec(picContent) ?? []
    const object = objectAddress(host, path)
    return object === undefined ? undefined : this.get(object.bucket, object.key)
  }

  clear(): void {
    this.#objects.clear()
    this.#bytes = 0
  }

  /** Insertion order is the order of expiry. */
  #makeRoom(): void {
    for (const [name, held] of this.#objects) {
      if (held.expiresMs > this.#now() && this.#bytes <= MOST_BYTES) return
      this.#drop(name)
    }
  }

  #drop(name: string): void {
    this.#bytes -= this.#objects.get(name)?.bytes.length ?? 0
    this.#objects.delete(name)
  }
}

/**
 * Documented form: always http, the public host, and the key without URL encoding. More is taken of clients that build
 * the address themselves; whoever knows the key of an upload has made it.
 */
const OBJECT_URL = /^https?:\/\/([^/]+)(\/.+)$/

const nameOf = (bucket: string, key: string): string => `${bucket}/${key}`
