/** A picture given as a path or as bytes, read and checked before anything is sent. */
import * as Effect from "effect/Effect"
import { constants, open, type FileHandle } from "node:fs/promises"
import { ImageSearchError } from "../ImageSearchError.ts"
import { formatNames, pictureFormat, type PictureFormat } from "./format.ts"

/** The service takes at most 4 MB (documented as 4 * 1024 * 1024 bytes). */
export const pictureLimitBytes = 4 * 1024 * 1024

export interface Picture {
  readonly bytes: Uint8Array
  readonly format: PictureFormat
}

/** Fails with reason `InvalidPicture`: missing, a directory, unreadable, empty, too large, or no known format. */
export const readPicture = Effect.fnUntraced(function* (
  operation: string,
  source: string | Uint8Array
): Effect.fn.Return<Picture, ImageSearchError> {
  const name = typeof source === "string" ? source : `the picture (${source.byteLength} bytes)`
  const reject = (problem: string, advice: string) =>
    new ImageSearchError({ operation, reason: { _tag: "InvalidPicture", picture: name, problem, advice } })

  const bytes =
    typeof source === "string"
      ? yield* Effect.tryPromise({ try: () => readFileBounded(source), catch: (cause) => unreadable(cause, reject) })
      : source
  if (bytes.byteLength === 0) return yield* reject("is empty", "Give a file that holds a picture.")
  if (bytes.byteLength > pictureLimitBytes) {
    return yield* reject(
      "is larger than 4 MB, the most that the service takes",
      "Save it smaller, or at a lower quality."
    )
  }
  const format = pictureFormat(bytes)
  if (format === undefined) return yield* reject("is no picture that the service knows", `Give a ${formatNames} file.`)
  return { bytes, format }
})

type Reject = (problem: string, advice: string) => ImageSearchError

const unreadable = (cause: unknown, reject: Reject): ImageSearchError => {
  switch (codeOf(cause)) {
    case "ENOENT":
    case "ENOTDIR":
      return reject("does not exist", "Check the path.")
    case "EISDIR":
      return reject("is a directory", "Name one picture file in it.")
    case "ENOTFILE":
      return reject("is no file", "Give a file, not a pipe or a device.")
    case "EACCES":
    case "EPERM":
      return reject("may not be read", "Check the file's permissions.")
    default:
      return reject(`cannot be read (${codeOf(cause)})`, "Check the file.")
  }
}

const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : String(cause)

/** Reads one byte more than allowed at most: enough to see that a file is too large, without holding it. */
const readFileBounded = async (path: string): Promise<Uint8Array> => {
  // Non-blocking, or opening a pipe that nobody writes to would wait for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    return await readAtMost(file, pictureLimitBytes + 1)
  } finally {
    await file.close()
  }
}

const readAtMost = async (file: FileHandle, limitBytes: number): Promise<Uint8Array> => {
  const facts = await file.stat()
  if (!facts.isFile() && !facts.isDirectory()) throw Object.assign(new Error("no file"), { code: "ENOTFILE" })
  const { size } = facts
  const buffer = new Uint8Array(Math.min(limitBytes, Math.max(size, 1)))
  let length = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.byteLength - length, null)
    length += bytesRead
    if (bytesRead === 0 || length === buffer.byteLength) return buffer.subarray(0, length)
  }
}
