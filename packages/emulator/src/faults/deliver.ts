// Writes an answer the way a fault wants it written: cut off, in drops, or under a wrong length.

import type { ServerResponse } from "node:http"
import type { Socket } from "node:net"
import { type Answer, headersOf, send } from "../answer.ts"
import type { Fault } from "../control/faults.ts"
import type { FaultScripts } from "./FaultScripts.ts"

/** How an answer goes out. */
export interface Delivery {
  readonly method: string
  /** Epoch milliseconds, for the Date header. */
  readonly now: number
  readonly fault: Fault | undefined
}

/** Resolves when the answer has been handed to the connection, or the client has gone. */
export const deliver = async (
  scripts: FaultScripts,
  { response, answer }: { readonly response: ServerResponse; readonly answer: Answer },
  { method, now, fault }: Delivery
): Promise<void> => {
  if (fault === undefined) return send(response, answer, { method, now })
  const whole = Buffer.from(answer.body)
  // These announce what they do not bring.
  const body = method === "HEAD" || answer.status === 204 ? Buffer.alloc(0) : whole
  const begin = (length: number): void =>
    response.writeHead(answer.status, headersOf(answer, { bodyBytes: Math.max(0, length), now })).flushHeaders()
  switch (fault.kind) {
    case "truncate":
      begin(whole.length)
      return finish(response, body.subarray(0, fault.bytes))
    case "wrongLength":
      begin(whole.length + fault.by)
      return finish(response, body)
    case "drip":
      begin(whole.length)
      return drip(scripts, { response, body }, fault)
    default:
      send(response, answer, { method, now })
  }
}

/** Writes what there is and ends the connection, whatever length was announced. */
const finish = async (response: ServerResponse, bytes: Buffer): Promise<void> => {
  response.write(bytes)
  const socket = await connectionOf(response)
  socket?.destroySoon()
}

/** An answer to a pipelined request gets the connection once those before it are out; undefined if it breaks before. */
const connectionOf = async (response: ServerResponse): Promise<Socket | undefined> =>
  response.socket ??
  new Promise((resolve) => {
    response.once("socket", resolve)
    response.req.socket.once("close", () => resolve(undefined))
  })

const drip = async (
  scripts: FaultScripts,
  { response, body }: { readonly response: ServerResponse; readonly body: Buffer },
  { bytes, everyMs }: Extract<Fault, { readonly kind: "drip" }>
): Promise<void> => {
  const gone = new AbortController()
  response.once("close", () => gone.abort())
  try {
    for (let from = 0; from < body.length; from += bytes) {
      await scripts.wait(everyMs, gone.signal)
      response.write(body.subarray(from, from + bytes))
    }
    response.end()
  } catch {
    // The client has left, or the emulator stops: the rest has no reader.
    response.destroy()
  }
}
