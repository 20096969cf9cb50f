/** Items of the caller's, taken one at a time and never ahead of need. */
import * as Stream from "effect/Stream"
import { ImageSearchError } from "../ImageSearchError.ts"

/** Items that are there already, or come one by one. */
export type Items<Item> = Iterable<Item> | AsyncIterable<Item>

export interface NamedItems<Item> {
  /** The wire's name of the operation that they are for. */
  readonly operation: string
  /** What the caller calls them. */
  readonly field: string
  readonly items: Items<Item>
}

/**
 * The items as a stream, which closes their source when it ends early. Fails with reason `InvalidInput` when they are no
 * iterable, or when reading them fails: then the source's own error is the `cause`.
 */
export const streamOf = <Item>({
  operation,
  field,
  items
}: NamedItems<Item>): Stream.Stream<Item, ImageSearchError> => {
  const refused = (problem: string, cause?: unknown) =>
    new ImageSearchError({ operation, cause, reason: { _tag: "InvalidInput", issues: [{ field, problem }] } })
  return Stream.suspend(() => {
    if (!isIterable(items)) return Stream.fail(refused("must be an iterable, or an async iterable"))
    const source = Symbol.asyncIterator in items ? items : oneByOne(items)
    return Stream.fromAsyncIterable(source, (cause) => refused("could not be read to their end", cause))
  })
}

/** A stream would take a plain iterable in chunks, ahead of need. */
async function* oneByOne<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}

const isIterable = (items: unknown): boolean =>
  typeof items === "object" && items !== null && (Symbol.iterator in items || Symbol.asyncIterator in items)
