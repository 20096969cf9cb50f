/**
 * Pictures from streams: Node's, the web's, and anything that is iterated asynchronously. Whatever happens, the stream
 * is read to its end or destroyed, and its failures come back as errors of the call: none is left to end the process.
 */
import type { GrowingPicture } from "./GrowingPicture.ts"
import { isNodeStream, isWebStream } from "./PictureSource.ts"
import { unreadable, unusable } from "./UnusablePicture.ts"

type StreamSource = ReadableStream | AsyncIterable<unknown>

/** Rejects with `UnusablePicture`. The signal ends the wait for the next chunk. */
export const readStream = async (
  source: StreamSource,
  picture: GrowingPicture,
  signal: AbortSignal
): Promise<Uint8Array> => {
  const { next, giveUp } = openChunks(source)
  signal.addEventListener("abort", giveUp, { once: true })
  try {
    for (;;) {
      const { done, value } = await next()
      if (done === true) return picture.whole()
      picture.add(value)
    }
  } catch (cause) {
    giveUp()
    throw unreadable(cause, "Check where the stream comes from, and give a fresh one.")
  } finally {
    signal.removeEventListener("abort", giveUp)
  }
}

/** Ends a stream that is not going to be read. Iterables are left alone: nothing has begun. */
export const abandonStream = (source: unknown): void => {
  if (isNodeStream(source)) destroyQuietly(source)
  else if (isWebStream(source) && !source.locked) ignoreFailure(() => source.cancel())
}

/**
 * Lets a stream wait for its reader: one that fails in the meantime, such as that of a file that does not exist, would
 * end the process. Its failure is still there when it is read.
 */
export const awaitTurn = (source: unknown): void => {
  if (isNodeStream(source)) source.on("error", ignore)
}

interface Chunks {
  readonly next: () => Promise<{ readonly done?: boolean | undefined; readonly value?: unknown }>
  /** Never throws, and never waits. */
  readonly giveUp: () => void
}

const openChunks = (source: StreamSource): Chunks => {
  if (isNodeStream(source)) return openNodeStream(source)
  if (isWebStream(source)) return openWebStream(source)
  const iterator = source[Symbol.asyncIterator]()
  return { next: () => copyOfNext(iterator), giveUp: () => ignoreFailure(() => iterator.return?.()) }
}

/**
 * Streams queue their chunks, so that a producer has to leave them alone. An iterable is asked for one at a time, and may
 * fill the same buffer again.
 */
const copyOfNext = async (iterator: AsyncIterator<unknown>) => {
  const { done, value } = await iterator.next()
  return { done, value: value instanceof Uint8Array ? new Uint8Array(value) : value }
}

/** Streams that a call is reading: their chunks would be dealt out between two readers. */
const beingRead = new WeakSet<object>()

const openNodeStream = (stream: AsyncIterable<unknown> & Parameters<typeof destroyQuietly>[0]): Chunks => {
  // Stays for good: a stream may fail once more while it is destroyed.
  stream.on("error", ignore)
  if (beingRead.has(stream) || hasBeenRead(stream)) throw alreadyRead()
  beingRead.add(stream)
  const iterator = stream[Symbol.asyncIterator]()
  return { next: () => iterator.next(), giveUp: () => destroyQuietly(stream) }
}

/** A stream that has failed is not refused here: its own failure says more. */
const hasBeenRead = (stream: object): boolean =>
  ("readableDidRead" in stream && stream.readableDidRead === true) ||
  ("destroyed" in stream && stream.destroyed === true && !("errored" in stream && stream.errored !== null))

const openWebStream = (stream: ReadableStream): Chunks => {
  if (stream.locked) throw alreadyRead()
  const reader = stream.getReader()
  return { next: () => reader.read(), giveUp: () => ignoreFailure(() => reader.cancel()) }
}

const alreadyRead = () =>
  unusable("has been read already, or is being read", "Give a fresh stream, or the bytes: a stream can be read once.")

const destroyQuietly = (stream: {
  readonly on: (event: "error", listener: () => void) => unknown
  readonly destroy: () => unknown
}): void => {
  stream.on("error", ignore)
  stream.destroy()
}

const ignore = (): void => undefined

/** What fails here was given up, and its failure is nobody's concern. */
const ignoreFailure = (end: () => unknown): void => {
  void (async () => end())().catch(ignore)
}
