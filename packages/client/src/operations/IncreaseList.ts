/**
 * IncreaseList: the batch imports of an instance, the newest first, with the address of each list of errors.
 *
 * Wire names: InstanceName, Id, BucketName, Path, PageNumber, PageSize, all in the query. The answer wraps its list once
 * more than others do: Increments.Instance.
 */
import * as z from "zod"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { listFrame, listInput, toPage, wireId, wireInstant, type TaskPage, type TaskStatus } from "./tasks.ts"

const Input = z.strictObject({ ...listInput, bucketName: z.string().optional(), path: z.string().optional() })

const Task = z.looseObject({
  Id: wireId,
  Status: z.string(),
  Msg: z.string().optional(),
  BucketName: z.string().optional(),
  Path: z.string().optional(),
  CallbackAddress: z.string().optional(),
  ErrorUrl: z.string().optional(),
  UtcCreate: wireInstant.optional(),
  UtcModified: wireInstant.optional()
})

const Answer = z.looseObject({
  Data: z.looseObject({ Increments: z.looseObject({ Instance: z.array(Task).default([]) }).optional(), ...listFrame })
})

/** Which page of the batch tasks, or which one task. */
export type IncreaseListInput = z.input<typeof Input>

/** One task of batch operations, as the service lists it. */
export interface BatchTask {
  readonly id: string
  readonly status: TaskStatus
  readonly message: string | undefined
  readonly bucketName: string | undefined
  readonly path: string | undefined
  readonly callbackAddress: string | undefined
  /** Where the list of errors can be downloaded, for two hours; undefined when there is none. */
  readonly errorUrl: string | undefined
  readonly createdAt: Date | undefined
  readonly modifiedAt: Date | undefined
}

export const IncreaseList: ClientOperation<
  IncreaseListInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  TaskPage<BatchTask>
> = {
  name: "IncreaseList",
  input: Input,
  answer: Answer,
  encode: (fields, common) => ({ query: wireParameters({ ...common, ...fields }), form: undefined }),
  decode: ({ Data }) =>
    toPage(
      Data,
      (Data.Increments?.Instance ?? []).map((task) => ({
        id: task.Id,
        status: task.Status,
        message: task.Msg,
        bucketName: task.BucketName,
        path: task.Path,
        callbackAddress: task.CallbackAddress,
        errorUrl: task.ErrorUrl === "" ? undefined : task.ErrorUrl,
        createdAt: task.UtcCreate,
        modifiedAt: task.UtcModified
      }))
    )
}
