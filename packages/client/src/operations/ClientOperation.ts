/** What an operation module says of itself; `ImageSearch.ts` turns it into a call. */
import type { OperationName, Pair } from "@imagesearch/core"
import type * as z from "zod"

/** Parameters that the client adds to those of the caller. */
export interface CommonParameters {
  readonly instanceName: string
  /** Address of the uploaded picture, for the operations that take one. */
  readonly picContent?: string | undefined
}

/** `Raw` is what the caller gives, `Input` the same when checked, `Answer` the checked wire answer, `Output` the result. */
export interface ClientOperation<Raw, Input, Answer, Output> {
  readonly name: OperationName
  readonly input: z.ZodType<Input, Raw>
  readonly answer: z.ZodType<Answer>
  /** The picture to upload first, for the operations that take one. */
  readonly pictureOf?: (input: Input) => string | Uint8Array
  readonly encode: (input: Input, common: CommonParameters) => EncodedParameters
  readonly decode: (answer: Answer) => Output
}

/** Parameters by place. */
export interface EncodedParameters {
  readonly query: readonly Pair[]
  /** Undefined for operations without a body. */
  readonly form: readonly Pair[] | undefined
}
