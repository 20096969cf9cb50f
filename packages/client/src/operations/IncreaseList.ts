/**
 * IncreaseList: the batch imports of an instance, the newest first, with the address of each list of errors.
 *
 * Wire names: InstanceName, Id, BucketName, Path, PageNumber, PageSize, all in the query. The answer wraps its list once
 * more than others do: Increments.Instance.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { wellFormed } from "./fields.ts"
import { listFrame, listInput, toPage, wireId, wireInstant, type TaskPage, type TaskStatus } from "./tasks.ts"

const place = z.optional(z.string().check(wellFormed()))

const Input = strictObject({ ...listInput, bucketName: place, path: place })

const Task = looseObject({
  Id: wireId,
  Status: z.string(),
  Msg: z.optional(z.string()),
  BucketName: z.optional(z.string()),
  Path: z.optional(z.string()),
  CallbackAddress: z.optional(z.string()),
  ErrorUrl: z.optional(z.string()),
  UtcCreate: z.optional(wireInstant),
  UtcModified: z.optional(wireInstant)
})

const Answer = looseObject({
  Data: looseObject({
    Increments: z.optional(looseObject({ Instance: z._default(z.array(Task), []) })),
    ...listFrame
  })
})

/**
 * Which page of the batch imports (`pageNumber` 1 to 500, `pageSize` 1 to 30), or which one task, by its `id` in digits;
 * `bucketName` and `path` narrow the list.
 */
export type IncreaseListInput = z.input<typeof Input>

/** One task of batch operations, as the service lists it. */
export interface BatchTask {
  /** Digits. */
  readonly id: string
  readonly status: TaskStatus
  /** The service's words on how it went. */
  readonly message: string | undefined
  /** What it was started with. */
  readonly bucketName: string | undefined
  /** What it was started with. */
  readonly path: string | undefined
  /** What it was started with. */
  readonly callbackAddress: string | undefined
  /** Where the list of errors can be downloaded, for two hours; undefined when there is none. */
  readonly errorUrl: string | undefined
  /** When it was started. */
  readonly createdAt: Date | undefined
  /** When it last changed. */
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
