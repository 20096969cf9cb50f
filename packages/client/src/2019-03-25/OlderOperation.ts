/** What an operation module of 2019-03-25 says of itself; `invoke.ts` turns it into a call. */
import type { OperationNames, Pair } from "@imagesearch/core"
import type * as z from "zod/mini"
import type { PictureSource } from "../picture/PictureSource.ts"
import type { Region } from "../Region.ts"

/** `Raw` is what the caller gives, `Input` the same when checked, `Answer` the checked wire answer, `Output` the result. */
export interface OlderOperation<Raw, Input, Answer, Output> {
  readonly name: OperationNames["2019-03-25"]
  readonly input: z.core.$ZodType<Input, Raw>
  readonly answer: z.core.$ZodType<Answer>
  /** The picture that travels in the form as PicContent, for the operations that take one. */
  readonly picture?: (input: Input) => PictureSource
  /** The part of it that counts. */
  readonly region?: (input: Input) => Region | undefined
  /** Everything else, all of it in the form. */
  readonly encode: (input: Input, instanceName: string) => readonly Pair[]
  readonly decode: (answer: Answer) => Output
}
