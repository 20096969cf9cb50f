/** One search by name, sent by each of the compared stacks: a form of 170 bytes out, ten hits back. */
import officialSdk, { SearchImageByNameRequest } from "@alicloud/imagesearch20201214"
import { $OpenApiUtil } from "@alicloud/openapi-core"
import { createImageSearch } from "@imagesearch/client/promise"
import { Pool } from "undici"
import { key } from "../key.ts"

export interface Search extends AsyncDisposable {
  readonly call: () => Promise<unknown>
}

const instance = "catalogue"
const filter = 'int_attr>=3 AND str_attr="red"'
const query = { productId: "product-1000", picName: "front.jpg", categoryId: 4, num: 10, start: 0, filter }

/** This toolkit's client, with everything it does by default. */
export const ourSearch = (host: string): Search => {
  const client = createImageSearch({ endpoint: `http://${host}`, instance, ...key })
  return { call: () => client.byName(query), [Symbol.asyncDispose]: () => client.close() }
}

/** The official SDK, with its own settings. */
export const officialSearch = (host: string): Search => {
  const client = new officialSdk.default(
    new $OpenApiUtil.Config({ endpoint: host, protocol: "HTTP", ...key, regionId: "cn-shanghai" })
  )
  const request = new SearchImageByNameRequest({ instanceName: instance, ...query })
  return { call: () => client.searchImageByName(request), [Symbol.asyncDispose]: () => Promise.resolve() }
}

/** The reference: bare undici with a ready-made body, unsigned, and `JSON.parse`. */
export const bareSearch = (host: string): Search => {
  const pool = new Pool(`http://${host}`)
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const form = {
    InstanceName: instance,
    ProductId: "product-1000",
    PicName: "front.jpg",
    CategoryId: "4",
    Num: "10",
    Start: "0",
    Filter: filter
  }
  const body = Buffer.from(new URLSearchParams(form).toString())
  const call = async (): Promise<unknown> => {
    const answer = await pool.request({ method: "POST", path: "/", headers, body })
    return JSON.parse(await answer.body.text())
  }
  return { call, [Symbol.asyncDispose]: () => pool.destroy() }
}
