// The way of every request, in one function:
//
//   listener → identify → authenticate → permit → limit → validate → handler → store → serialize
//
// The listener calls `respond`. What follows is `answer`, top to bottom; a refusal thrown anywhere in it becomes the
// error body of the service it came from, and anything else becomes InternalError and a line in the log.

import { randomUUID } from "node:crypto"
import type { IncomingMessage, ServerResponse } from "node:http"
import { type Answer, refusal, send, success } from "./answer.ts"
import { authenticate } from "./auth/authenticate.ts"
import { BEARER_PARAMETERS } from "./auth/bearer.ts"
import { SignatureMismatch } from "./auth/mismatch.ts"
import { checkPermission } from "./auth/permission.ts"
import { open } from "./auth/receivedRequest.ts"
import { RPC_PARAMETERS } from "./auth/rpcV1.ts"
import { control } from "./control.ts"
import { refuse, ServiceError } from "./errors.ts"
import { findCall } from "./findCall.ts"
import { type Format, formatNamed, wantedFormat } from "./format.ts"
import { identify, type Route } from "./identify.ts"
import type { Operation } from "./operations/Operation.ts"
import { ossRefusal } from "./oss/ossAnswer.ts"
import { OssError } from "./oss/ossError.ts"
import { transfer } from "./oss/transfer.ts"
import type { Parameters } from "./parameters.ts"
import { ClientGone, readBody } from "./request.ts"
import { logLine } from "./requestLog.ts"
import type { Service } from "./Service.ts"

/** One request on its way; what is not readonly becomes known as it goes. */
interface Exchange {
  readonly message: IncomingMessage
  readonly method: string
  readonly host: string
  readonly port: number
  readonly requestId: string
  action: string
  format: Format
  unknownParameters: readonly string[]
  differing: string | undefined
}

/**
 * Documented nowhere; a form holds names and addresses, and a Base64 picture sent by mistake still gets a proper
 * refusal.
 */
const MOST_CALL_BYTES = 8 * 1_024 * 1_024

/** Parameters of the gateway that clients may repeat in the query of any call. */
const GATEWAY_PARAMETERS: ReadonlySet<string> = new Set([
  "Action",
  "Version",
  "Format",
  "RegionId",
  ...RPC_PARAMETERS,
  ...BEARER_PARAMETERS
])

/** Answers one request that came in on `port`. Never rejects. */
export const respond = async (
  service: Service,
  message: IncomingMessage,
  response: ServerResponse,
  port: number
): Promise<void> => {
  const startedAt = performance.now()
  service.counts.requests += 1
  const exchange: Exchange = {
    message,
    method: message.method ?? "",
    host: message.headers.host ?? "",
    port,
    requestId: randomUUID().toUpperCase(),
    action: "-",
    format: wantedFormat(message),
    unknownParameters: [],
    differing: undefined
  }
  try {
    const given = await answer(service, exchange).catch((error: unknown) => failure(service, exchange, error))
    if (given === undefined) return
    send(response, given, { method: exchange.method, now: service.now() })
    const elapsedMs = performance.now() - startedAt
    service.log(logLine({ ...exchange, status: given.status, code: given.code, elapsedMs }))
  } catch (error) {
    service.warn(`could not answer a request: ${describeFailure(error)}`)
    response.destroy()
  }
}

const answer = async (service: Service, exchange: Exchange): Promise<Answer> => {
  const { message, method, host, port, requestId } = exchange
  const route = identify(message)
  exchange.action = nameOf(route)
  if (route.kind === "control") return control(service, { method, path: route.path, host, socket: message.socket })
  if (route.kind === "object") return transfer(service, message, { ...route, host, requestId })

  const body = await readBody(message, MOST_CALL_BYTES)
  if (body === undefined)
    throw new ServiceError("RequestEntityTooLarge", 413, "The body of the request is longer than 8 MB.")
  const request = open({ ...route.target, method, rawHeaders: message.rawHeaders, body })
  const { operation, readParameters } = findCall(request)
  exchange.action = operation.name

  checkPermission(authenticate(request, service), operation.name)
  const leave = service.limiter.enter(operation.name)
  try {
    const parameters = readParameters()
    exchange.format = formatNamed(parameters.value("Format")) ?? exchange.format
    exchange.unknownParameters = checkNames(service, operation, parameters)
    const perform = operation.validate(parameters, service)

    const result = await perform({ host, port })
    countOne(service.counts.answered, operation.name)
    return success(exchange, operation.name, result)
  } finally {
    leave()
  }
}

const nameOf = (route: Route): string => (route.kind === "call" ? (route.action ?? "-") : route.kind)

/**
 * Returns the parameters that the operation does not know. The service ignores them, so they are only counted, unless
 * the emulator runs strictly: then they are refused under a code that the service does not have, so that nobody takes
 * it for the service's.
 */
const checkNames = (service: Service, operation: Operation, parameters: Parameters): readonly string[] => {
  const unknown = parameters.names.filter(
    (name) => !operation.parameters.includes(name) && !GATEWAY_PARAMETERS.has(name)
  )
  for (const name of unknown) {
    if (service.isStrict) {
      throw new ServiceError(
        "InvalidParameter.Unknown",
        400,
        `${operation.name} has no parameter ${name}; the emulator runs with --strict and refuses it.`
      )
    }
    countOne(service.counts.unknownParameters, `${operation.name}.${name}`)
  }
  return unknown
}

/** More different names than this are not worth their memory. */
const MOST_COUNTED_NAMES = 1_000

const countOne = (counts: Map<string, number>, name: string): void => {
  if (counts.has(name) || counts.size < MOST_COUNTED_NAMES) counts.set(name, (counts.get(name) ?? 0) + 1)
}

/** The answer to whatever was thrown; undefined if the client is gone. */
const failure = (service: Service, exchange: Exchange, error: unknown): Answer | undefined => {
  if (error instanceof ClientGone) return undefined
  if (error instanceof OssError) return ossRefusal(error, exchange)
  if (error instanceof SignatureMismatch) exchange.differing = error.part
  if (error instanceof ServiceError) return refusal(error, exchange)
  service.warn(`unexpected failure in ${exchange.action}: ${describeFailure(error)}`)
  return refusal(refuse("InternalError"), exchange)
}

/** The message and the place it came from, in one line. */
const describeFailure = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  const place = error.stack
    ?.split("\n")
    .find((line) => line.startsWith("    at "))
    ?.trim()
  return place === undefined ? error.message : `${error.message} (${place})`
}
