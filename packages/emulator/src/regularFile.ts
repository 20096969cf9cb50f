// Opens files whose names come from a request or a manifest. What lies there may be anything: a named pipe would keep
// its reader waiting for a writer that never comes, and the emulator's close with it; a device may never end.

import { constants, type Stats } from "node:fs"
import { type FileHandle, open } from "node:fs/promises"

/** What lies at a path is no file. */
class NoFile extends Error {
  constructor(stats: Stats) {
    super(`it is ${kindOf(stats)}, not a file`)
    this.name = "NoFile"
  }
}

/**
 * Opens a file to be read; the caller closes it. Rejects at once with the system's error, or with one that says what
 * lies there if that is no file.
 */
export const openRegularFile = async (path: string): Promise<FileHandle> => {
  // Without waiting for the other end of a pipe. Of files the flag changes nothing; Windows does not know it.
  const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK || 0))
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw new NoFile(stats)
    return file
  } catch (error) {
    await file.close()
    throw error
  }
}

const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return "a folder"
  return stats.isFIFO() ? "a named pipe" : "a device"
}
