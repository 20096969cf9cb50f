/**
 * DumpMetaList: the exports of an instance, the newest first, with the address of each result.
 *
 * Wire names: InstanceName, Id, PageNumber, PageSize, all in the query.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { listFrame, listInput, toPage, wireId, wireInstant, type TaskPage, type TaskStatus } from "./tasks.ts"

const Input = strictObject(listInput)

const Task = looseObject({
  Id: wireId,
  Status: z.string(),
  Code: z.optional(z.string()),
  Msg: z.optional(z.string()),
  MetaUrl: z.optional(z.string()),
  UtcCreate: z.optional(wireInstant),
  UtcModified: z.optional(wireInstant)
})

const Answer = looseObject({
  Data: looseObject({ DumpMetaList: z._default(z.array(Task), []), ...listFrame })
})

/** Which page of the exports (`pageNumber` 1 to 500, `pageSize` 1 to 30), or which one task, by its `id` in digits. */
export type DumpMetaListInput = z.input<typeof Input>

/** One export, as the service lists it. */
export interface ExportTask {
  /** Digits. */
  readonly id: string
  readonly status: TaskStatus
  /** The service's words on how it went. */
  readonly message: string | undefined
  /** Where the export can be downloaded, for two hours; undefined until it is done. */
  readonly url: string | undefined
  /** When it was started. */
  readonly createdAt: Date | undefined
  /** When it last changed. */
  readonly modifiedAt: Date | undefined
}

export const DumpMetaList: ClientOperation<
  DumpMetaListInput,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  TaskPage<ExportTask>
> = {
  name: "DumpMetaList",
  input: Input,
  answer: Answer,
  encode: (fields, common) => ({ query: wireParameters({ ...common, ...fields }), form: undefined }),
  decode: ({ Data }) =>
    toPage(
      Data,
      Data.DumpMetaList.map(({ Id, Status, Msg, MetaUrl, UtcCreate, UtcModified }) => ({
        id: Id,
        status: Status,
        message: Msg,
        url: MetaUrl === "" ? undefined : MetaUrl,
        createdAt: UtcCreate,
        modifiedAt: UtcModified
      }))
    )
}
