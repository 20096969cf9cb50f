/** A call of the Detail operation with known keys, for tests of the pipeline. */
import { operation, type Endpoint, type OperationName } from "@imagesearch/core"
import { acs3Signer, openDeadline, Transport, type Call, type EndpointSet } from "../../src/index.ts"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"

export const secret = "a-secret-that-must-not-leak"

export interface CallOverrides {
  readonly operation?: OperationName
  readonly limitMillis?: number
  readonly changes?: Partial<Call>
}

export const execute = Effect.fnUntraced(function* (endpoints: readonly Endpoint[], overrides: CallOverrides = {}) {
  const transport = yield* Transport
  const named = operation(overrides.operation ?? "Detail")
  const [first, ...rest] = endpoints
  if (first === undefined) throw new Error("a call needs an endpoint")
  const set: EndpointSet = [first, ...rest]
  return yield* transport.execute({
    operation: named,
    message: { method: "POST", path: "/", query: [["InstanceName", "demo"]], headers: {}, body: undefined },
    endpoints: set,
    sign: acs3Signer(named, { accessKeyId: "testid", accessKeySecret: Redacted.make(secret) }),
    deadline: yield* openDeadline(overrides.limitMillis ?? 5_000),
    ...overrides.changes
  })
})
