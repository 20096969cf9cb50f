// Keeps the bytes of pictures under the SHA-256 of their content, so that the same picture is stored once.

import { createHash } from "node:crypto"
import { mkdir, open, readdir, readFile, rename, rm } from "node:fs/promises"
import { dirname, join } from "node:path"

/** Pictures by the hex SHA-256 of their bytes. */
export interface PictureStore {
  /** Stores the bytes and returns their hash; on disk they are durable when this resolves. */
  readonly put: (bytes: Uint8Array) => Promise<string>
  readonly get: (sha256: string) => Promise<Uint8Array | undefined>
  readonly remove: (sha256: string) => Promise<void>
  /** Removes every picture that is not among those kept, such as one left by a crash between the file and its row. */
  readonly sweep: (kept: ReadonlySet<string>) => Promise<void>
}

/** Pictures in memory, gone with the process. */
export const memoryPictures = (): PictureStore => {
  const pictures = new Map<string, Uint8Array>()
  return {
    put: async (bytes) => {
      const sha256 = hashOf(bytes)
      pictures.set(sha256, bytes)
      return sha256
    },
    get: async (sha256) => pictures.get(sha256),
    remove: async (sha256) => void pictures.delete(sha256),
    sweep: async () => undefined
  }
}

/** Pictures as files `<directory>/<first two digits>/<hash>`. */
export const directoryPictures = (directory: string): PictureStore => {
  const pathOf = (sha256: string): string => join(directory, sha256.slice(0, 2), sha256)
  return {
    put: async (bytes) => {
      const sha256 = hashOf(bytes)
      await writeDurably(pathOf(sha256), bytes)
      return sha256
    },
    get: async (sha256) => readFile(pathOf(sha256)).catch(() => undefined),
    remove: async (sha256) => rm(pathOf(sha256), { force: true }),
    sweep: async (kept) => {
      await mkdir(directory, { recursive: true })
      for (const entry of await readdir(directory, { recursive: true, withFileTypes: true })) {
        const isOurs = entry.isFile() && PICTURE_OR_LEFTOVER.test(entry.name)
        if (isOurs && !kept.has(entry.name)) await rm(join(entry.parentPath, entry.name), { force: true })
      }
    }
  }
}

const PICTURE_OR_LEFTOVER = /^[0-9a-f]{64}(\.partial)?$/

const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex")

/**
 * A reader never sees half a picture: the bytes reach the disk under another name first, and the folder is synced
 * after the rename.
 */
const writeDurably = async (path: string, bytes: Uint8Array): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  const partial = `${path}.partial`
  const file = await open(partial, "w")
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, path)
  const folder = await open(dirname(path), "r")
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
