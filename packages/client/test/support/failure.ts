/** The error of a call that must fail. */
import { inspect } from "node:util"
import { ImageSearchError } from "../../src/promise.ts"

export const failure = async (promise: Promise<unknown>): Promise<ImageSearchError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  if (!(error instanceof ImageSearchError)) throw new Error(`expected an ImageSearchError, got ${inspect(error)}`)
  return error
}
