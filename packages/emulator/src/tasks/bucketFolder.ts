// A folder of a bucket, as batch imports read it: DIR/<bucket>/<path> below the folder named by --oss-dir.

import type { FileHandle } from "node:fs/promises"
import { join } from "node:path"
import { refuse } from "../errors.ts"
import { MOST_PICTURE_BYTES } from "../operations/picture.ts"
import { openRegularFile } from "../regularFile.ts"

/** Documented name of the manifest. */
const MANIFEST = "increment.meta"

/** The files of one folder. */
export interface BucketFolder {
  /** Opens the manifest; the caller closes it. Rejects with a sentence that says which file cannot be read. */
  readonly openManifest: () => Promise<FileHandle>
  /** Reads a picture by its name relative to the folder. Rejects with the service's refusal. */
  readonly readPicture: (name: string) => Promise<Uint8Array>
}

/** `bucketName` and `path` have been checked: neither leads out of the folder. Links are followed where they lead. */
export const bucketFolder = (
  ossDir: string | undefined,
  { bucketName, path }: { readonly bucketName: string; readonly path: string }
): BucketFolder => {
  if (ossDir === undefined) {
    throw new Error("the emulator has no buckets: start it with --oss-dir DIR, where DIR/<bucket>/<path> is a folder")
  }
  const folder = join(ossDir, bucketName, path)
  return {
    openManifest: async () =>
      openRegularFile(join(folder, MANIFEST)).catch((error: unknown) => {
        throw new Error(`cannot read ${MANIFEST} in folder ${path} of bucket ${bucketName} (${reasonOf(error)})`)
      }),
    readPicture: async (name) => {
      if (!PICTURE_NAME.test(name)) throw refuse("InvalidPicName")
      return readAtMost(join(folder, name), MOST_PICTURE_BYTES)
    }
  }
}

/** Documented: no slash in front, an extension behind. No step leads upwards. */
const PICTURE_NAME = /^(?!(?:.*\/)?\.\.?(?:\/|$))[^/\\\0][^\\\0]*\.[^./\\\0]+$/

const readAtMost = async (path: string, mostBytes: number): Promise<Uint8Array> => {
  const file = await openRegularFile(path).catch(() => {
    throw refuse("PictureError")
  })
  try {
    const { size } = await file.stat()
    if (size > mostBytes) throw refuse("InvalidPicContent")
    return await file.readFile().catch(() => {
      throw refuse("PictureError")
    })
  } finally {
    await file.close()
  }
}

/** The system's code alone: its message would show a client where the buckets lie. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  return "code" in error ? String(error.code) : error.message
}
