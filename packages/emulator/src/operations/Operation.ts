// The shape of an operation: which parameters it knows, how it reads them, and what it does.

import { refuse, ServiceError } from "../errors.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"

/** Where a request came in: the address that answers must point back to. */
export interface Arrival {
  /** The Host header as sent. */
  readonly host: string
  readonly port: number
  /** Whether it came over TLS. */
  readonly isEncrypted: boolean
}

/** The members of an answer, apart from the request id. */
export type Body = Readonly<Record<string, unknown>>

/** An operation whose parameters have been checked and which is ready to run. */
export type Perform = (arrival: Arrival) => Promise<Body> | Body

/** An operation as the pipeline sees it. */
export interface Operation {
  readonly name: string
  /** Every documented parameter of the operation. */
  readonly parameters: readonly string[]
  /** Checks the parameters and throws the service's refusal of the first wrong one. */
  readonly validate: (parameters: Parameters, service: Service) => Perform
}

/** How an operation is written: reading and doing are apart, and nothing is done before everything has been read. */
export interface Definition<Input> {
  readonly name: string
  readonly parameters: readonly string[]
  readonly read: (parameters: Parameters, service: Service) => Input
  readonly perform: (service: Service, input: Input, arrival: Arrival) => Promise<Body> | Body
}

/** Hides the type of an operation's input, so that operations of all types fit into one registry. */
export const operation = <Input>({ name, parameters, read, perform }: Definition<Input>): Operation => ({
  name,
  parameters,
  validate: (given, service) => {
    const input = read(given, service)
    return (arrival) => perform(service, input, arrival)
  }
})

/** The codes that an operation documents for its instance. */
export interface InstanceCodes {
  readonly missing: string
  readonly unknown: string
  /** Undefined for an operation that an expired instance still answers: which do is our choice, to show that it has. */
  readonly expired: string | undefined
  /** The HTTP status of `expired`, where a version documents another one than the newest. */
  readonly expiredStatus?: number
}

/** The codes of operations on pictures whose list has one for an absent name, and of those whose list has none. */
export const NAMED_INSTANCE: InstanceCodes = {
  missing: "InvalidInstanceName",
  unknown: "InvalidInstance",
  expired: "InstanceStatusError"
}
export const PICTURE_INSTANCE: InstanceCodes = { ...NAMED_INSTANCE, missing: "InvalidInstance" }

/** The codes of the operations that start something, and of those that only report. */
export const CONSOLE_INSTANCE: InstanceCodes = {
  missing: "InvalidInstance",
  unknown: "Console.InstanceNotFound",
  expired: "Console.InstanceStatusError"
}
export const REPORTED_INSTANCE: InstanceCodes = { ...CONSOLE_INSTANCE, expired: undefined }

/** Checks InstanceName against the one instance that the emulator plays, and that it has not expired. */
export const checkInstance = (parameters: Parameters, service: Service, codes: InstanceCodes): void => {
  const name = parameters.required("InstanceName", () => refuse(codes.missing))
  if (name !== service.instance.facts.name) throw refuse(codes.unknown)
  const { expiresMs } = service.plan
  if (codes.expired === undefined || expiresMs === undefined || expiresMs > service.now()) return
  const { code, status, message } = refuse(codes.expired)
  throw new ServiceError(code, codes.expiredStatus ?? status, message)
}
