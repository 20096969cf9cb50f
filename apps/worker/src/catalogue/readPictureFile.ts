/** A picture file, read whole and named by its content. */
import * as Data from "effect/Data"
import * as Effect from "effect/Effect"
import { createHash } from "node:crypto"
import { constants, open, type FileHandle } from "node:fs/promises"

/** The service takes at most 4 MB (documented as 4 * 1024 * 1024 bytes); larger files are not read. */
export const pictureLimitBytes = 4 * 1024 * 1024

export interface PictureFile {
  readonly bytes: Uint8Array
  /** SHA-256 in hex. */
  readonly hash: string
}

/** Why a picture cannot be sent, as a clause that begins with its path in quotes. */
export class UnreadablePicture extends Data.TaggedError("UnreadablePicture")<{ readonly problem: string }> {}

export const readPictureFile = (path: string): Effect.Effect<PictureFile, UnreadablePicture> =>
  Effect.tryPromise({ try: () => read(path), catch: (cause) => toUnreadable(path, cause) })

export const sha256 = (content: string | Uint8Array): string => createHash("sha256").update(content).digest("hex")

const read = async (path: string): Promise<PictureFile> => {
  // Non-blocking, or opening a pipe that nobody writes to would wait for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const bytes = await readRegularFile(file)
    return { bytes, hash: sha256(bytes) }
  } finally {
    await file.close()
  }
}

const readRegularFile = async (file: FileHandle): Promise<Uint8Array> => {
  const stat = await file.stat()
  if (!stat.isFile()) throw new UnreadablePicture({ problem: "is no file" })
  if (stat.size > pictureLimitBytes)
    throw new UnreadablePicture({
      problem: `has ${stat.size} bytes; the service takes at most ${pictureLimitBytes} (4 MB)`
    })
  return file.readFile()
}

const toUnreadable = (path: string, cause: unknown): UnreadablePicture => {
  if (cause instanceof UnreadablePicture) return new UnreadablePicture({ problem: `"${path}" ${cause.problem}` })
  const code = typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : String(cause)
  const problem =
    code === "ENOENT" || code === "ENOTDIR"
      ? "does not exist"
      : code === "EACCES" || code === "EPERM"
        ? "may not be read"
        : `cannot be read (${code})`
  return new UnreadablePicture({ problem: `"${path}" ${problem}` })
}
