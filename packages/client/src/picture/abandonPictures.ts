/** What becomes of the streams of an input that is refused before they are read. */
import { abandonStream } from "./readStream.ts"

/** Destroys them, so that they neither stay open nor end the process by a failure that nobody listens to. */
export const abandonPictures = (input: unknown): void => {
  if (typeof input !== "object" || input === null) return
  for (const value of Object.values(input)) abandonStream(value)
}
