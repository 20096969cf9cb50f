/** A picture file on its way to the object store, sent by each of the compared stacks. */
import { createReadStream } from "node:fs"
import { readFile, stat } from "node:fs/promises"
import { createImageSearch } from "@imagesearch/client/promise"
import { Pool } from "undici"
import { key } from "../key.ts"
import type { Search } from "./searches.ts"

/** Bytes read at a time: the fastest of the sizes that were tried for the raw stream. */
const chunkBytes = 256 * 1_024

/** All three hops: the ticket, the upload, and the search with what was uploaded. */
export const ourUpload = (host: string, path: string): Search => {
  const client = createImageSearch({ endpoint: `http://${host}`, instance: "catalogue", ...key })
  return { call: () => client.byPicture({ picture: path }), [Symbol.asyncDispose]: () => client.close() }
}

/** Bare undici, which sends the file as it reads it: nothing is looked at, and nothing could be sent again. */
export const streamedUpload = (host: string, path: string): Search =>
  bareUpload(host, path, (file) => createReadStream(file, { highWaterMark: chunkBytes }))

/** Bare undici that holds the whole file, as whoever wants to send it again must. */
export const heldUpload = (host: string, path: string): Search => bareUpload(host, path, readFile)

const bareUpload = (host: string, path: string, open: (path: string) => Body | Promise<Body>): Search => {
  const pool = new Pool(`http://${host}`)
  const call = async (): Promise<unknown> => {
    const { size } = await stat(path)
    const headers = { "content-type": "application/octet-stream", "content-length": String(size) }
    const answer = await pool.request({ method: "POST", path: "/", headers, body: await open(path) })
    return answer.body.text()
  }
  return { call, [Symbol.asyncDispose]: () => pool.destroy() }
}

type Body = Buffer | ReturnType<typeof createReadStream>
