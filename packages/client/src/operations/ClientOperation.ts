/** What an operation module says of itself; `ImageSearch.ts` turns it into a call. */
import type { OperationName, Pair } from "@imagesearch/core"
import type * as z from "zod/mini"
import type { PictureSource } from "../picture/PictureSource.ts"
import type { Region } from "../Region.ts"

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

/** The field of the input that each of them belongs to. */
export const pictureFields: Readonly<Record<PictureParameter, string>> = {
  picContent: "picture",
  primaryPicContent: "primary",
  secondaryPicContent: "secondary"
}

/** `Raw` is what the caller gives, `Input` the same when checked, `Answer` the checked wire answer, `Output` the result. */
export interface ClientOperation<Raw, Input, Answer, Output> {
  readonly name: OperationName
  readonly input: z.core.$ZodType<Input, Raw>
  readonly answer: z.core.$ZodType<Answer>
  /** The pictures to upload first, by the parameter that takes their address. */
  readonly pictures?: (input: Input) => Readonly<Partial<Record<PictureParameter, PictureSource>>>
  /** The part of the picture that counts, for the operations that take one. */
  readonly region?: (input: Input) => Region | undefined
  readonly encode: (input: Input, common: CommonParameters) => EncodedParameters
  readonly decode: (answer: Answer) => Output
}

/** Parameters by place. */
export interface EncodedParameters {
  readonly query: readonly Pair[]
  /** Undefined for operations without a body. */
  readonly form: readonly Pair[] | undefined
}
