// The folder named by --data-dir: `imagesearch.sqlite`, a folder `pictures`, and `owner.json` while a process uses it.

import { access, constants, mkdir, readdir } from "node:fs/promises"
import { dirname, join, resolve } from "node:path"
import { StoreError } from "./database.ts"

const DATABASE_FILE = "imagesearch.sqlite"
const PICTURES_FOLDER = "pictures"
const OWNER_FILE = "owner.json"

/** Where the parts of a store lie. */
export interface DataDirectory {
  readonly database: string
  readonly pictures: string
  readonly owner: string
}

/** Creates the folder if there is none. Throws a StoreError if it cannot be written or is used for something else. */
export const openDataDirectory = async (path: string): Promise<DataDirectory> => {
  const names = await createdOrListed(path)
  if (names.length > 0 && !names.includes(DATABASE_FILE)) {
    throw new StoreError(
      `${path} holds other files and no store of imagesearch-emulator; name an empty or a new folder as --data-dir`
    )
  }
  try {
    await access(path, constants.W_OK)
  } catch (error) {
    throw notWritable(path, error)
  }
  return {
    database: join(path, DATABASE_FILE),
    pictures: join(path, PICTURES_FOLDER),
    owner: join(path, OWNER_FILE)
  }
}

const createdOrListed = async (path: string): Promise<readonly string[]> => {
  try {
    await makeDirectory(resolve(path))
    return await readdir(path)
  } catch (error) {
    throw notWritable(path, error)
  }
}

/**
 * Not `mkdir` with `recursive`: Node never returns from that where a file system reports a missing parent for ever, as
 * /proc does.
 */
const makeDirectory = async (path: string): Promise<void> => {
  try {
    await mkdir(path)
  } catch (error) {
    if (codeOf(error) === "EEXIST") return
    if (codeOf(error) !== "ENOENT" || dirname(path) === path) throw error
    await makeDirectory(dirname(path))
    await mkdir(path)
  }
}

const notWritable = (path: string, error: unknown): StoreError =>
  new StoreError(`cannot write to ${path} (${codeOf(error)}); name a folder that this user may write to as --data-dir`)

const codeOf = (error: unknown): string =>
  error instanceof Error && "code" in error ? String(error.code) : String(error)
