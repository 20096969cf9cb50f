// Stores pictures as AddImage does, without a signature, an upload and a rate for each. All rows are read before the
// first picture is stored; the first row that fails ends the seed.

import { basename, isAbsolute, relative, resolve, sep } from "node:path"
import type { SeedAnswer, SeedRequest, SeedRow } from "../control/seeding.ts"
import { ServiceError } from "../errors.ts"
import { serviceOf } from "../instances.ts"
import { addPicture, readAddition } from "../operations/AddImage.ts"
import { readKey } from "../operations/attributes.ts"
import { MOST_PICTURE_BYTES } from "../operations/picture.ts"
import { Parameters } from "../parameters.ts"
import { openRegularFile } from "../regularFile.ts"
import type { Service } from "../Service.ts"
import { ControlError } from "./ControlError.ts"
import { checkInstance } from "./known.ts"
import { readSeedCsv } from "./seedCsv.ts"

/** Stores the pictures of a seed. Throws a ControlError that names the row, counted from 1 without the header. */
export const seed = async (whole: Service, request: SeedRequest): Promise<SeedAnswer> => {
  const { csv, rows = [], folder, instance } = request
  checkInstance(whole, instance)
  const service = serviceOf(whole, instance)
  const all = csv === undefined ? rows : await readSeedCsv(csv)
  const additions = all.map((row, at) => attempt(at, row, () => readRow(service, row, folder)))
  for (const [at, { addition, read }] of additions.entries()) {
    try {
      await addPicture(service, addition, await read())
    } catch (error) {
      throw refusalOf(error, `row ${at + 1} (${addition.productId}, ${addition.picName})`, at)
    }
  }
  return { added: all.length }
}

const readRow = (service: Service, row: SeedRow, folder: string | undefined) => {
  const { Picture, PictureBase64, ...values } = row
  const named = { ...values, PicName: row.PicName || (Picture === undefined ? "" : basename(Picture)) }
  const pairs = Object.entries(named).map(([name, value]) => [name, String(value)] as const)
  const parameters = new Parameters({ query: [], form: pairs })
  const addition = { ...readKey(parameters), ...readAddition(parameters, service) }
  if (!Picture) return { addition, read: async () => Buffer.from(PictureBase64 ?? "", "base64") }
  const path = pathOf(Picture, folder)
  return { addition, read: () => readPicture(path) }
}

const pathOf = (picture: string, folder: string | undefined): string => {
  if (folder === undefined) throw new ControlError(400, "Picture needs the folder of the request")
  const path = resolve(folder, picture)
  if (!isBelow(path, resolve(folder))) throw new ControlError(400, `Picture "${picture}" leads out of the folder`)
  return path
}

/** The folder may be the root, and a name may begin with two dots; on Windows the way to another drive is absolute. */
const isBelow = (path: string, folder: string): boolean => {
  const way = relative(folder, path)
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

/** Reads a file, unless it is longer than the service takes. */
const readPicture = async (path: string): Promise<Uint8Array> => {
  try {
    await using file = await openRegularFile(path)
    const { size } = await file.stat()
    if (size > MOST_PICTURE_BYTES) throw new ControlError(400, `${path} has ${size} bytes; the service takes 4 MB`)
    return await file.readFile()
  } catch (error) {
    if (error instanceof ControlError) throw error
    throw new ControlError(400, `cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const attempt = <A>(at: number, row: SeedRow, read: () => A): A => {
  try {
    return read()
  } catch (error) {
    throw refusalOf(error, `row ${at + 1} (${row.ProductId})`, 0)
  }
}

/** The refusal of a row: what AddImage would have answered, or what is wrong with its file. */
const refusalOf = (error: unknown, row: string, added: number): unknown => {
  const isTold = error instanceof ServiceError || error instanceof ControlError
  if (!isTold) return error
  const reason = error instanceof ServiceError ? `${error.code}: ${error.message}` : error.message
  return new ControlError(
    400,
    `${row}: ${reason}${/[.]$/.test(reason) ? "" : "."} ${added} pictures were stored before it.`
  )
}
