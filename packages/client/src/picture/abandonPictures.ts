/** What becomes of the streams of an input while they wait to be read, and when they are not going to be. */
import { abandonStream, awaitTurn } from "./readStream.ts"

/** Destroys them, so that they neither stay open nor end the process by a failure that nobody listens to. */
export const abandonPictures = (input: unknown): void => each(input, abandonStream)

/** Keeps a failure of theirs until they are read. */
export const keepPictures = (input: unknown): void => each(input, awaitTurn)

/** The same for the inputs of many calls. Only an array has its streams before it is asked for them. */
export const abandonItems = (items: unknown): void => {
  if (Array.isArray(items)) for (const item of items) abandonPictures(item)
}

export const keepItems = (items: unknown): void => {
  if (Array.isArray(items)) for (const item of items) keepPictures(item)
}

const each = (input: unknown, act: (value: unknown) => void): void => {
  if (typeof input !== "object" || input === null) return
  for (const value of Object.values(input)) act(value)
}
