// The way of every request, in one function:
//
//   listener → identify → authenticate → permit → limit → fault → validate → handler → store → serialize
//
// The listener calls `respond`. What follows is `answer`, top to bottom; a refusal thrown anywhere in it becomes the
// error body of the service it came from, and anything else becomes a failure of the service and a line in the log.

import type { IncomingMessage, ServerResponse } from "node:http"
import { type Answer, refusal, success } from "./answer.ts"
import { authenticate } from "./auth/authenticate.ts"
import { BEARER_PARAMETERS } from "./auth/bearer.ts"
import { SignatureMismatch } from "./auth/mismatch.ts"
import { checkPermission } from "./auth/permission.ts"
import { open } from "./auth/receivedRequest.ts"
import { RPC_PARAMETERS } from "./auth/rpcV1.ts"
import { failed, ServiceError } from "./errors.ts"
import { closeExchange, type Exchange, openExchange } from "./Exchange.ts"
import { deliver } from "./faults/deliver.ts"
import { ConnectionReset, meetFault } from "./faults/meetFault.ts"
import { type Call, findCall, instanceNamed } from "./findCall.ts"
import { formatNamed } from "./format.ts"
import { identify, type Route } from "./identify.ts"
import type { Operation } from "./operations/Operation.ts"
import { serviceOf } from "./instances.ts"
import { ossRefusal } from "./oss/ossAnswer.ts"
import { OssError } from "./oss/ossError.ts"
import { MOST_FORM_BYTES } from "./oss/postObject.ts"
import { objectOperation, transfer } from "./oss/transfer.ts"
import { ownText } from "./ownText.ts"
import type { Parameters } from "./parameters.ts"
import { ClientGone, readBody } from "./request.ts"
import type { Service } from "./Service.ts"

/**
 * Documented nowhere; a form holds names and addresses, and a Base64 picture sent by mistake still gets a proper
 * refusal.
 */
const MOST_CALL_BYTES = 8 * 1_024 * 1_024

/** Characters of a name that are noted: a form may hold names of megabytes, and what is noted of a request is kept. */
const MOST_NOTED = 128

/** Unknown parameters of one request that are noted. */
const MOST_UNKNOWN = 20

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
  service.counts.requests += 1
  try {
    const exchange = openExchange(message, port)
    const given = await answer(service, exchange).catch((error: unknown) => failure(service, exchange, error))
    const { method, fault } = exchange
    const answered = given === "client gone" ? undefined : given
    if (answered !== undefined)
      await deliver(service.faults, { response, answer: answered }, { method, now: service.now(), fault })
    closeExchange(service, exchange, answered)
    if (given === "client gone") response.destroy()
  } catch (error) {
    service.warn(`could not answer a request: ${describeFailure(error)}`)
    response.destroy()
  }
}

const answer = async (service: Service, exchange: Exchange): Promise<Answer> => {
  const { message, method, host, requestId } = exchange
  const route = identify(message)
  exchange.action = nameOf(route)
  exchange.startedMs = service.now()
  if (route.kind === "control") {
    // Loaded at its first use: what it reads requests with takes half as long to load as all the rest.
    const { control } = await import("./controlPlane/control.ts")
    return control(service, message, route)
  }
  if (route.kind === "console") {
    const { serveConsole } = await import("./console/serve.ts")
    return serveConsole(message, route.path)
  }
  if (route.kind === "object") {
    exchange.operation = objectOperation(method)
    return withFaults(service, exchange, async () => {
      const body = await readBody(message, MOST_FORM_BYTES)
      exchange.objectBytes = body?.length
      return transfer(service, { message, body }, { ...route, host, requestId })
    })
  }

  const body = await readBody(message, MOST_CALL_BYTES)
  if (body === undefined)
    throw new ServiceError("RequestEntityTooLarge", 413, "The body of the request is longer than 8 MB.")
  exchange.body = body
  const request = open({ ...route.target, method, rawHeaders: message.rawHeaders, body })
  const { operation, readParameters } = findCall(request)
  exchange.operation = exchange.action = operation.name

  checkPermission(authenticate(request, service), operation.name)
  // Most emulators play one instance, and need not take a body apart to know it.
  const name = service.instances.size > 1 ? instanceNamed(request) : undefined
  return carryOut(serviceOf(service, name), exchange, { operation, readParameters })
}

/** From the rates of the instance to the answer; `service` is that instance's. */
const carryOut = async (service: Service, exchange: Exchange, { operation, readParameters }: Call): Promise<Answer> => {
  const { message, host, port } = exchange
  const leave = service.limiter.enter(operation.name)
  try {
    const parameters = readParameters()
    const name = parameters.value("InstanceName") ?? parameters.value("instanceName")
    exchange.instance = name === undefined ? undefined : beginningOf(name)
    exchange.format = formatNamed(parameters.value("Format")) ?? exchange.format
    exchange.unknownParameters = checkNames(service, operation, parameters)
    return await withFaults(service, exchange, async () => {
      const perform = operation.validate(parameters, service)
      const result = await perform({ host, port, isEncrypted: isEncrypted(message) })
      service.counts.succeeded(operation.name)
      return success(exchange, operation.name, result)
    })
  } finally {
    leave()
  }
}

/** Carries out what was asked, unless a fault script has something else in mind. */
const withFaults = async (service: Service, exchange: Exchange, perform: () => Promise<Answer>): Promise<Answer> => {
  const { operation = "", instance, port, action, message } = exchange
  const endpoint = service.endpoints.findIndex((candidate) => candidate.port === port)
  const fault = service.faults.meet({ operation, instance, endpoint })
  if (fault === undefined) return perform()
  exchange.fault = fault
  const reset = (): void => service.endpoints[endpoint]?.reset(message.socket)
  return meetFault(service.faults, { fault, struck: { ...exchange, isObject: action === "object", reset } }, perform)
}

const beginningOf = (text: string): string => ownText(text.slice(0, MOST_NOTED))

const isEncrypted = ({ socket }: IncomingMessage): boolean => "encrypted" in socket && socket.encrypted === true

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
  const noted = unknown.slice(0, MOST_UNKNOWN).map(beginningOf)
  for (const name of noted) {
    if (service.isStrict) {
      throw new ServiceError(
        "InvalidParameter.Unknown",
        400,
        `${operation.name} has no parameter ${name}; the emulator runs with --strict and refuses it.`
      )
    }
    service.counts.unknown(operation.name, name)
  }
  return noted
}

/** The answer to whatever was thrown; undefined if the connection was broken on purpose. */
const failure = (service: Service, exchange: Exchange, error: unknown): Answer | "client gone" | undefined => {
  if (error instanceof ClientGone) return "client gone"
  if (error instanceof ConnectionReset) return undefined
  if (error instanceof OssError) return ossRefusal(error, exchange)
  if (error instanceof SignatureMismatch) exchange.differing = error.part
  if (error instanceof ServiceError) return refusal(error, exchange)
  service.warn(`unexpected failure in ${exchange.action}: ${describeFailure(error)}`)
  return refusal(failed(exchange.operation), exchange)
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
