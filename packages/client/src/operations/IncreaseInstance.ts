/**
 * IncreaseInstance: starts a batch import out of a bucket of the object store, by its `increment.meta`.
 *
 * Wire names: InstanceName, BucketName, Path, CallbackAddress, all in the query. One runs at a time. Not repeated unless
 * it cannot have arrived: look at the list first.
 */
import * as z from "zod"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { wireId, type StartedTask } from "./tasks.ts"

const Input = z.strictObject({
  bucketName: z.string().min(1, { error: "must name a bucket" }),
  path: z
    .string()
    .regex(/^\/(?:.*[^/])?$/, { error: "must start with / and not end with it: the folder of increment.meta" }),
  callbackAddress: z.url({ error: "must be a web address" }).optional()
})

const Answer = z.looseObject({
  Data: z.looseObject({ Id: wireId, IncrementStatus: z.string() })
})

/** The bucket is in the instance's region, and the service may read it. */
export type IncreaseInstanceInput = z.input<typeof Input>

/** The batch of operations that was started. */
export interface IncreaseInstanceOutput {
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
