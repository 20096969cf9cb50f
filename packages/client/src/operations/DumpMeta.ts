/**
 * DumpMeta: starts an export of what the instance holds. One runs at a time; a second one is refused.
 *
 * Wire names: InstanceName, in the query. Not repeated unless it cannot have arrived: look at the list first.
 */
import * as z from "zod/mini"
import { looseObject, strictObject } from "../compiledObject.ts"
import { wireParameters } from "../wire/parameters.ts"
import type { ClientOperation } from "./ClientOperation.ts"
import { wireId, type StartedTask } from "./tasks.ts"

const Input = strictObject({})

const Answer = looseObject({
  Data: looseObject({ Id: wireId, DumpMetaStatus: z.string() })
})

/** The export that was started. */
export interface DumpMetaOutput {
  /** What to give to `wait.export`. */
  readonly task: StartedTask
}

export const DumpMeta: ClientOperation<
  z.input<typeof Input>,
  z.output<typeof Input>,
  z.output<typeof Answer>,
  DumpMetaOutput
> = {
  name: "DumpMeta",
  input: Input,
  answer: Answer,
  encode: (_, common) => ({ query: wireParameters({ ...common }), form: undefined }),
  decode: ({ Data }) => ({ task: { id: Data.Id, status: Data.DumpMetaStatus } })
}
