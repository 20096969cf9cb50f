/** One search by a picture that travels in the form as Base64: what 2019-03-25 does, and 2020-12-14 takes as well. */
import officialSdk, { SearchImageByPicRequest } from "@alicloud/imagesearch20201214"
import { $OpenApiUtil } from "@alicloud/openapi-core"
import { createImageSearch } from "@imagesearch/client/2019-03-25"
import { key } from "../key.ts"
import type { Search } from "./searches.ts"

const instance = "catalogue"

/** This toolkit's client of 2019-03-25. It signs as the other one does: its own default hashes the body by MD5 as well. */
export const ourPictureSearch = (host: string, picture: Uint8Array): Search => {
  const client = createImageSearch({ endpoint: `http://${host}`, instance, signature: "acs3", ...key })
  return { call: () => client.byPicture({ picture, num: 10 }), [Symbol.asyncDispose]: () => client.close() }
}

/**
 * The official SDK of 2020-12-14, whose SearchImageByPic takes Base64 in the same form: npm has no official package of
 * 2019-03-25. It takes text, so its caller encodes the picture.
 */
export const officialPictureSearch = (host: string, picture: Buffer): Search => {
  const client = new officialSdk.default(
    new $OpenApiUtil.Config({ endpoint: host, protocol: "HTTP", ...key, regionId: "cn-shanghai" })
  )
  const call = () =>
    client.searchImageByPic(
      new SearchImageByPicRequest({ instanceName: instance, picContent: picture.toString("base64"), num: 10 })
    )
  return { call, [Symbol.asyncDispose]: () => Promise.resolve() }
}
