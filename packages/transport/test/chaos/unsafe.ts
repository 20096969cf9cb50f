/**
 * Every way in which an attempt fails, for an operation of each safety, on real sockets: what a `once` operation may do
 * to a service is judged by what the service saw.
 */
import { operation, parseEndpoint, type Endpoint, type OperationName } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { Transport, type HttpMessage } from "../../src/index.ts"
import { execute } from "../support/call.ts"
import { deadEndpoint } from "../support/scriptedServer.ts"
import { blackhole } from "./blackhole.ts"
import { expired, selfSigned } from "./certificates.ts"
import { rawServer, type Turn } from "./RawServer.ts"
import * as replies from "./replies.ts"
import type { Row } from "./Row.ts"

/** Milliseconds that a phase is given here: the usual limits would only make the run longer. */
const limits = { connectMillis: 150, headersMillis: 150, bodyMillis: 150 }

/** The failure, and what the server does; every server of the case does the same. */
export const faults: Readonly<Record<string, Turn>> = {
  "reset on connecting": replies.resetOnConnect,
  "reset as the request begins": replies.resetInRequest,
  "closed as the request begins": replies.closedWhileIdle,
  "reset before the body is read": replies.resetBeforeBody,
  "body never read": replies.neverReadsBody,
  "reset after the request": replies.resetAfterRequest,
  "half-closed without an answer": replies.halfClosed,
  "no answer": replies.silent,
  "reset in the head": replies.resetInHead,
  "reset in the body": replies.resetInBody,
  "body shorter than its length": replies.truncated(),
  "chunks cut off": replies.truncatedChunks(),
  "endless chunks": replies.endlessChunks(),
  "body trickles": replies.slowBody(50),
  "no HTTP": replies.garbage,
  "500 without a body": replies.answer(500, ""),
  "502 in HTML": replies.html(502),
  "503 of the service": replies.broken,
  "504 cut off": replies.truncated(504),
  redirect: replies.redirect
}

interface Case {
  readonly fault: string
  readonly operation: OperationName
  /** Requests that all servers together saw the beginning of. */
  readonly seen: number
  readonly attempts: number
  /** Whether an attempt claims that nothing was sent although a server saw it. */
  readonly isDenied: boolean
}

const safetyOperations = ["DumpMeta", "AddImage", "Detail"] as const

/** Large enough not to fit into the buffers of a socket that nobody reads. */
const message: HttpMessage = {
  method: "POST",
  path: "/",
  query: [],
  headers: { "content-type": "application/x-www-form-urlencoded" },
  body: Buffer.alloc(4 * 1024 * 1024, "x")
}

const run = (endpoints: readonly Endpoint[], name: OperationName) =>
  execute(endpoints, { operation: name, changes: { limits, message, retry: { budget: "ignored" } } }).pipe(
    Effect.match({ onFailure: ({ attempts }) => attempts, onSuccess: ({ attempts }) => attempts }),
    Effect.provide(Transport.layer),
    Effect.runPromise
  )

const answeredCase = async (fault: string, turn: Turn, name: OperationName): Promise<Case> => {
  await using one = await rawServer(() => turn)
  await using two = await rawServer(() => turn)
  const attempts = await run([one.endpoint, two.endpoint], name)
  const seen = one.begun() + two.begun()
  const claimed = attempts.filter(({ sent }) => sent !== "no").length
  return { fault, operation: name, seen, attempts: attempts.length, isDenied: seen > claimed }
}

/** Failures that prove that nothing was sent: the next endpoint gets the call, whatever the operation. */
const provenRows = async (): Promise<readonly Row[]> => {
  await using hole = await blackhole()
  await using plain = await rawServer(() => replies.ok)
  await using strange = await rawServer(() => replies.ok, selfSigned)
  await using late = await rawServer(() => replies.ok, expired)
  const unsent: ReadonlyArray<readonly [string, Endpoint]> = [
    ["refused", await deadEndpoint()],
    ["SYN dropped", hole.endpoint],
    ["TLS with a plain server", parseEndpoint(`https://${plain.endpoint.host}`)],
    ["certificate signed by itself", strange.endpoint],
    ["certificate expired", late.endpoint]
  ]
  const failed: string[] = []
  for (const [fault, endpoint] of unsent) {
    await using good = await rawServer(() => replies.ok)
    const attempts = await run([endpoint, good.endpoint], "DumpMeta")
    if (attempts[0]?.sent !== "no" || good.begun() !== 1) failed.push(fault)
  }
  return [
    {
      figure: `once operation, ${unsent.length} failures proven not sent: goes on to the next endpoint`,
      measured: failed.length === 0 ? `${unsent.length} of ${unsent.length}` : `not after: ${failed.join(", ")}`,
      bar: "all",
      isMet: failed.length === 0,
      by: "sockets"
    }
  ]
}

export const unsafeRows = async (): Promise<readonly Row[]> => {
  const cases: Case[] = []
  for (const [fault, turn] of Object.entries(faults)) {
    cases.push(...(await Promise.all(safetyOperations.map((name) => answeredCase(fault, turn, name)))))
  }
  const once = cases.filter((one) => operation(one.operation).safety === "once")
  const most = Math.max(...once.map(({ seen }) => seen))
  const twice = once.filter(({ seen }) => seen > 1).map(({ fault }) => fault)
  const denied = cases.filter(({ isDenied }) => isDenied).map(({ fault }) => fault)
  return [
    {
      figure: `once operation over ${once.length} faults and 2 endpoints: most sendings of one call`,
      measured: twice.length === 0 ? String(most) : `${most} (${twice.join(", ")})`,
      bar: "≤ 1",
      isMet: most <= 1,
      by: "sockets"
    },
    {
      figure: `${cases.length} cases (fault × safety): attempts that say "not sent" although the server saw them`,
      measured: denied.length === 0 ? "0" : denied.join(", "),
      bar: "0",
      isMet: denied.length === 0,
      by: "sockets"
    },
    ...(await provenRows())
  ]
}
