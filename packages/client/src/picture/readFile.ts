/** Pictures from files, read within the limit; a file that is too large is told by its size, and not read. */
import { constants, open, type FileHandle } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { tooLarge, unreadable, unusable, type UnusablePicture } from "./UnusablePicture.ts"

/** Rejects with `UnusablePicture`: missing, a directory, no regular file, not permitted, or too large. */
export const readFile = async (path: string | URL, limitBytes: number): Promise<Uint8Array> => {
  try {
    // Non-blocking, or opening a pipe that nobody writes to would wait for ever.
    const file = await open(pathOf(path), constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      return await readBounded(file, limitBytes)
    } finally {
      await file.close()
    }
  } catch (cause) {
    throw fileProblem(cause)
  }
}

const pathOf = (path: string | URL): string => {
  if (typeof path === "string" && !/^file:/i.test(path)) return path
  try {
    return fileURLToPath(path)
  } catch (cause) {
    throw unreadable(cause, "Write a file URL of this machine, such as file:///photos/a.jpg, or a path.")
  }
}

/** Asks for one byte more than there should be: a file that is still being written is no picture yet. */
const readBounded = async (file: FileHandle, limitBytes: number): Promise<Uint8Array> => {
  const facts = await file.stat()
  if (facts.isDirectory()) throw unusable("is a directory", "Name one picture file in it.")
  if (!facts.isFile()) throw unusable("is no file", "Give a file, not a pipe or a device.")
  if (facts.size > limitBytes) throw tooLarge(limitBytes, `${facts.size} bytes`)
  // Not zeroed first: only what has been read is passed on.
  const buffer = Buffer.allocUnsafeSlow(facts.size + 1)
  let length = 0
  for (;;) {
    const { bytesRead } = await file.read(buffer, length, buffer.byteLength - length, null)
    length += bytesRead
    if (length > facts.size) throw unusable("grew while it was read", "Give it once it has been written.")
    if (bytesRead === 0) return buffer.subarray(0, length)
  }
}

const fileProblem = (cause: unknown): UnusablePicture => {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined
  switch (code) {
    case "ENOENT":
    case "ENOTDIR":
      return unusable("does not exist", "Check the path.")
    case "EISDIR":
      return unusable("is a directory", "Name one picture file in it.")
    case "ENAMETOOLONG":
      return unusable("is too long for a path", "Write Base64 as a data URL: data:image/jpeg;base64,…")
    case "EACCES":
    case "EPERM":
      return unusable("may not be read", "Check the file's permissions.")
    default:
      return unreadable(cause, "Check the file.")
  }
}
