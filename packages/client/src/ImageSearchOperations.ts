/** The operations as the client offers them. */
import type * as Effect from "effect/Effect"
import type { CallMetadata, CallOptions } from "./CallOptions.ts"
import type { ImageSearchError } from "./ImageSearchError.ts"
import type { OperationTypes } from "./operations/index.ts"

/** An operation: fails with `ImageSearchError`, whose reason says what to do. */
export type Operation<Input, Output> = [Input] extends [never]
  ? (options?: CallOptions) => Effect.Effect<Output & CallMetadata, ImageSearchError>
  : undefined extends Input
    ? (input?: Input, options?: CallOptions) => Effect.Effect<Output & CallMetadata, ImageSearchError>
    : (input: Input, options?: CallOptions) => Effect.Effect<Output & CallMetadata, ImageSearchError>

/** Every operation; `OperationTypes` says what each one does. */
export type ImageSearchOperations = {
  readonly [Name in keyof OperationTypes]: Operation<OperationTypes[Name]["input"], OperationTypes[Name]["output"]>
}
