/**
 * IncreaseInstance: starts a batch import out of a bucket of the object store, by its `increment.meta`.
 *
 * Wire names: InstanceName, BucketName, Path, CallbackAddress, all in the query. One runs at a time. Not repeated unless
 * it cannot have arrived: look at the list first.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { wellFormed } from "./fields.ts"
import { wireId, type StartedTask } from "./tasks.ts"

const Input = strictObject({
  bucketName: z.string().check(z.minLength(1, "must name a bucket"), wellFormed()),
  path: z
    .string()
    .check(
      z.regex(/^\/(?:.*[^/])?$/, "must start with / and not end with it: the folder of increment.meta"),
      wellFormed()
    ),
  callbackAddress: z.optional(
    z.url({ protocol: /^https?$/, error: "must be a web address that begins with http:// or https://" })
  )
})

const Answer = looseObject({
  Data: looseObject({ Id: wireId, IncrementStatus: z.string() })
})

/**
 * `bucketName` is a bucket in the instance's region that the service may read. `path` is the folder of `increment.meta`: it
 * starts with / and does not end with it. `callbackAddress` is a web address that is called when the task has ended; how is
 * not documented.
 */
export type IncreaseInstanceInput = z.input<typeof Input>

/** The batch of operations that was started. */
export interface IncreaseInstanceOutput {
  /** What to give to `wait.batch`. */
  readonly task: StartedTask
}

export const IncreaseInstance: ClientOperation<
  IncreaseInstanceInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  IncreaseInstanceOutput
> = {
  name: "IncreaseInstance",
  input: Input,
  answer: Answer,
  encode: (fields, common) => ({ query: wireParameters({ ...common, ...fields }), form: undefined }),
  decode: ({ Data }) => ({ task: { id: Data.Id, status: Data.IncrementStatus } })
}
