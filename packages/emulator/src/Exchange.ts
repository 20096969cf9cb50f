// One request on its way, and what is kept of it at the end: a line of the log, the counts, a record.

import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { Answer } from "./answer.ts"
import type { Fault } from "./control/faults.ts"
import { type Format, wantedFormat } from "./format.ts"
import { logLine } from "./requestLog.ts"
import { targetOf } from "./requestTarget.ts"
import type { Service } from "./Service.ts"

/** One request; what is not readonly becomes known as it goes. */
export interface Exchange {
  readonly message: IncomingMessage
  readonly method: string
  readonly host: string
  readonly port: number
  readonly requestId: string
  /** Of the performance clock. */
  readonly startedAt: number
  /** Epoch milliseconds of the emulator's clock, which a test may have broken. */
  startedMs: number
  /** What the request asks for, as it says itself; "object", "control" or "console" for what is no call. */
  action: string
  /** The operation, once it is known that there is one. */
  operation: string | undefined
  /** The instance that it names. */
  instance: string | undefined
  /** The body of a call. */
  body: Buffer | undefined
  /** The length of a body of the object store, which is not kept itself; undefined before all of it has been read. */
  objectBytes: number | undefined
  format: Format
  unknownParameters: readonly string[]
  differing: string | undefined
  fault: Fault | undefined
}

/** A request that has just come in on `port`. */
export const openExchange = (message: IncomingMessage, port: number): Exchange => ({
  message,
  method: message.method ?? "",
  host: targetOf(message).host,
  port,
  requestId: randomUUID().toUpperCase(),
  startedAt: performance.now(),
  startedMs: 0,
  action: "-",
  operation: undefined,
  instance: undefined,
  body: undefined,
  objectBytes: undefined,
  format: wantedFormat(message),
  unknownParameters: [],
  differing: undefined,
  fault: undefined
})

/** Names come from the network: those of no operation are counted as one. */
const NO_OPERATION = "unknown"

/** Notes how a request ended; `answer` is undefined if none was written. What was asked of the control plane or the console is only logged. */
export const closeExchange = (service: Service, exchange: Exchange, answer: Answer | undefined): void => {
  const elapsedMs = performance.now() - exchange.startedAt
  const fault = exchange.fault?.kind
  const { status, code } = answer ?? {}
  service.log?.(logLine({ ...exchange, status, code, elapsedMs, fault }))
  if (exchange.action === "control" || exchange.action === "console") return
  service.counts.observe({ operation: exchange.operation ?? NO_OPERATION, status, code, elapsedMs })
  const operation = exchange.operation ?? exchange.action
  service.recorder.add({ ...exchange, operation, elapsedMs, answer, fault }, service.now())
}
