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

/** Resolves to the whole body, or to undefined if it is longer than `mostBytes`. */
export const readBody = async (message: IncomingMessage, mostBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of message) {
      length += chunk.length
      if (length <= mostBytes) chunks.push(chunk)
      else if (length > mostBytes + MOST_DROPPED_BYTES) break
    }
  } catch {
    throw new ClientGone()
  }
  return length > mostBytes ? undefined : Buffer.concat(chunks)
}
