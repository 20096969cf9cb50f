/** What an operation module says of itself; `ImageSearch.ts` turns it into a call. */
import type { OperationName, Pair } from "@imagesearch/core"
import type * as z from "zod"

/** Parameters that the client adds to those of the caller. */
export interface CommonParameters {
  readonly instanceName: string
  /** Addresses of the uploaded pictures, for the operations that take some. */
  readonly picContent?: string
  readonly primaryPicContent?: string
  readonly secondaryPicContent?: string
}

/** The parameters that hold a picture's address. */
export type PictureParameter = Exclude<keyof CommonParameters, "instanceName">

/** `Raw` is what the caller gives, `Input` the same when checked, `Answer` the checked wire answer, `Output` the result. */
export interface ClientOperation<Raw, Input, Answer, Output> {
  readonly name: OperationName
  readonly input: z.ZodType<Input, Raw>
  readonly answer: z.ZodType<Answer>
  /** The pictures to upload first, by the parameter that takes their address. */
  readonly pictures?: (input: Input) => Readonly<Partial<Record<PictureParameter, PictureSource>>>
  readonly encode: (input: Input, common: CommonParameters) => EncodedParameters
  readonly decode: (answer: Answer) => Output
}

/** A path, or bytes. */
export type PictureSource = string | Uint8Array

/** Parameters by place. */
export interface EncodedParameters {
  readonly query: readonly Pair[]
  /** Undefined for operations without a body. */
  readonly form: readonly Pair[] | undefined
}
