// Keeps the newest requests and their answers as they were, for a test to look at. What must stay secret is taken out
// when they are shown, so that a request pays for little more than keeping references.

import type { IncomingMessage } from "node:http"
import type { Answer } from "../answer.ts"
import type { Fault } from "../control/faults.ts"
import { targetOf } from "../requestTarget.ts"

/** What became known of a request on its way. */
export interface Observed {
  readonly message: IncomingMessage
  readonly startedMs: number
  readonly elapsedMs: number
  readonly operation: string
  readonly instance: string | undefined
  readonly requestId: string
  /** Undefined for the bytes of files. */
  readonly body: Buffer | undefined
  /** How many bytes of a file were read; undefined if nobody has counted them. */
  readonly objectBytes: number | undefined
  /** Undefined if none was written. */
  readonly answer: Answer | undefined
  readonly unknownParameters: readonly string[]
  readonly differing: string | undefined
  readonly fault: Fault["kind"] | undefined
}

/** A request and its answer, as they were on the wire. */
export interface Kept extends Omit<Observed, "message" | "answer" | "body" | "objectBytes"> {
  /** Counted from 1. */
  readonly id: number
  readonly method: string
  /** With the host as the request says, and the query still encoded. */
  readonly url: string
  /** Name, value, name, value, as sent. */
  readonly rawHeaders: readonly string[]
  readonly body: KeptBody
  readonly answer: KeptAnswer | undefined
}

interface KeptAnswer {
  readonly status: number
  readonly code: string | undefined
  /** Without those that every answer has. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: KeptBody
  /** Epoch milliseconds. */
  readonly writtenMs: number
}

/** A body; undefined in place of one that was too long to keep. */
interface KeptBody {
  readonly content: string | Buffer | undefined
  readonly bytes: number
}

/** Requests beyond these go, the oldest first. */
const MOST_REQUESTS = 1_000
const MOST_BYTES = 32 * 1_024 * 1_024

/** A longer body is counted and not kept. */
const MOST_BODY_BYTES = 64 * 1_024

/** The newest requests, at most 1,000 and at most 32 MB of bodies. */
export class Recorder {
  /** By id, in the order of adding: dropping the first entry of a map moves no others. */
  readonly #kept = new Map<number, Kept>()
  #bytes = 0
  #lastId = 0

  /** In the order in which they were answered. */
  get all(): readonly Kept[] {
    return [...this.#kept.values()]
  }

  /** Keeps a request that was answered at `now`, in epoch milliseconds. */
  add({ message, answer, body, objectBytes, ...observed }: Observed, now: number): void {
    this.#lastId += 1
    const target = targetOf(message)
    const kept: Kept = {
      ...observed,
      id: this.#lastId,
      method: message.method ?? "",
      url: `${"encrypted" in message.socket ? "https" : "http"}://${target.host}${target.url}`,
      rawHeaders: message.rawHeaders,
      body: keptBody(body, body?.length ?? objectBytes ?? Number(message.headers["content-length"] ?? 0)),
      answer: answer === undefined ? undefined : keptAnswer(answer, now)
    }
    this.#kept.set(kept.id, kept)
    this.#bytes += weightOf(kept)
    while (this.#kept.size > MOST_REQUESTS || this.#bytes > MOST_BYTES) this.#dropOldest()
  }

  clear(): void {
    this.#kept.clear()
    this.#bytes = 0
    this.#lastId = 0
  }

  #dropOldest(): void {
    for (const [id, oldest] of this.#kept) {
      this.#kept.delete(id)
      this.#bytes -= weightOf(oldest)
      return
    }
  }
}

const keptAnswer = ({ status, code, headers, body }: Answer, writtenMs: number): KeptAnswer => ({
  status,
  code,
  headers,
  body: keptBody(body, Buffer.byteLength(body)),
  writtenMs
})

const keptBody = (content: string | Buffer | undefined, bytes: number): KeptBody => ({
  content: bytes > MOST_BODY_BYTES ? undefined : content,
  bytes
})

const weightOf = ({ body, answer }: Kept): number => sizeOf(body) + (answer === undefined ? 0 : sizeOf(answer.body))

const sizeOf = ({ content, bytes }: KeptBody): number => (content === undefined ? 0 : bytes)
