// Reads the body of a request within a bound.

import type { IncomingMessage } from "node:http"

/** The client went away before its request was complete: there is nobody to answer. */
export class ClientGone extends Error {
  constructor() {
    super("the client closed the connection before its request was complete")
    this.name = "ClientGone"
  }
}

/**
 * How much of a body over its bound is still read, and dropped, before the answer: a client that is still sending when
 * the connection closes would see a broken connection instead of the refusal.
 */
const MOST_DROPPED_BYTES = 64 * 1_024 * 1_024

/**
 * Resolves to the whole body, or to undefined if it is longer than `mostBytes`. Rejects with ClientGone.
 *
 * By events, because an iterator over the message takes as long as all that the emulator does with a small body.
 */
export const readBody = (message: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let length = 0
    message.on("data", (chunk: Buffer) => {
      length += chunk.length
      if (length <= mostBytes) chunks.push(chunk)
      else if (length > mostBytes + MOST_DROPPED_BYTES) {
        message.pause()
        resolve(undefined)
      }
    })
    message.on("end", () => resolve(length > mostBytes ? undefined : whole(chunks)))
    message.on("error", () => reject(new ClientGone()))
    message.on("close", () => {
      if (!message.complete) reject(new ClientGone())
    })
  })

const whole = (chunks: readonly Buffer[]): Buffer => {
  const [only] = chunks
  return only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks)
}
