/** Mistakes that the compiler finds: a line without its error fails the compilation. */
import type { ImageSearch } from "@imagesearch/client"
import { createImageSearch, type ImageSearchClient } from "@imagesearch/client/promise"
import type { ImageSearchClient as OlderClient } from "@imagesearch/client/2019-03-25"

declare const client: ImageSearchClient
declare const search: ImageSearch["Service"]
declare const older: OlderClient
const picture = "a.jpg"
const named = { productId: "p", picName: "n" }

export const misspeltKeys = [
  // @ts-expect-error -- productID
  () => client.addImage({ productID: "p", picName: "n", picture }),
  // @ts-expect-error -- limit, where the service says num
  () => client.byPicture({ picture, limit: 5 }),
  // @ts-expect-error -- filters
  () => client.byName({ ...named, filters: "int_attr=1" }),
  // @ts-expect-error -- the wire's spelling
  () => client.updateImage({ ...named, IntAttr: 1 }),
  // @ts-expect-error -- timeOut
  () => client.detail({ timeOut: 5_000 }),
  // @ts-expect-error -- maxAttempts
  () => client.detail({ retry: { maxAttempts: 2 } }),
  // @ts-expect-error -- page
  () => client.listExports({ page: 2 }),
  // @ts-expect-error -- bucket
  () => client.startBatch({ bucket: "b", path: "/a" }),
  // @ts-expect-error -- regionId
  () => createImageSearch({ regionId: "cn-shanghai" }),
  // @ts-expect-error -- adds
  () => createImageSearch({ rates: { adds: 5 } }),
  // @ts-expect-error -- parallel
  () => client.bulk.addImages([], { parallel: 2 }),
  // @ts-expect-error -- searchByPicture
  () => client.searchByPicture({ picture }),
  // @ts-expect-error -- pages of an operation that has none
  () => client.pages.exists(named)
]

export const wrongTypes = [
  // @ts-expect-error -- a text for a number
  () => client.byPicture({ picture, num: "5" }),
  // @ts-expect-error -- a number for a text
  () => client.deleteImage({ productId: 5 }),
  // @ts-expect-error -- a number for a boolean
  () => client.byText({ text: "shoe", distinctProductId: 1 }),
  // @ts-expect-error -- the wire's form of a region
  () => client.byPicture({ picture, region: "1,2,3,4" }),
  // @ts-expect-error -- an object for a filter
  () => client.byFilter({ filter: { intAttr: 1 } }),
  // @ts-expect-error -- a number for a task's id
  () => client.wait.export(500),
  // @ts-expect-error -- a scheme that does not sign these operations
  () => createImageSearch({ signature: "roa-v1" }),
  // @ts-expect-error -- a network that does not exist
  () => createImageSearch({ network: "intranet" }),
  // @ts-expect-error -- null for what may be left out
  () => client.byPicture({ picture, num: null }),
  // @ts-expect-error -- one item for many
  () => client.bulk.addImages({ ...named, picture }),
  // @ts-expect-error -- a text for a concurrency
  () => client.bulk.exists([named], { concurrency: "4" })
]

export const buffersForTexts = [
  // @ts-expect-error -- a Buffer as a name
  () => client.addImage({ productId: Buffer.from("p"), picName: "n", picture }),
  // @ts-expect-error -- a Buffer as custom content
  () => client.updateImage({ ...named, customContent: Buffer.from("x") }),
  // @ts-expect-error -- a Buffer as a text
  () => client.byText({ text: Buffer.from("shoe") }),
  // @ts-expect-error -- a Buffer as a filter
  () => client.deleteImage({ filter: Buffer.from("int_attr=1") }),
  // @ts-expect-error -- a Buffer as a secret
  () => createImageSearch({ accessKeySecret: Buffer.from("secret") })
]

export const missingFields = [
  // @ts-expect-error -- no picture
  () => client.addImage(named),
  // @ts-expect-error -- no picName
  () => client.exists({ productId: "p" }),
  // @ts-expect-error -- neither a product nor a filter
  () => client.deleteImage({ picName: "n" }),
  // @ts-expect-error -- one picture of two
  () => client.compare({ primary: picture }),
  // @ts-expect-error -- no input at all
  () => client.byText(),
  // @ts-expect-error -- no path
  () => client.startBatch({ bucketName: "b" }),
  // @ts-expect-error -- a region without an edge
  () => client.byPicture({ picture, region: { x1: 1, x2: 2, y1: 3 } }),
  // @ts-expect-error -- items without a picture
  () => client.bulk.addImages([named]),
  // @ts-expect-error -- no product
  () => client.bulk.replaceAll({ pictures: [] })
]

export const fieldsThatAreNotReturned = [
  // @ts-expect-error -- an update returns nothing
  async () => (await client.updateImage(named)).picture,
  // @ts-expect-error -- an addition has no hits
  async () => (await client.addImage({ ...named, picture })).hits,
  // @ts-expect-error -- hits by filter have no total
  async () => (await client.byFilter({ filter: "int_attr=1" })).total,
  // @ts-expect-error -- the wire's spelling
  async () => (await client.byName(named)).Auctions,
  // @ts-expect-error -- a score that may be absent
  async () => (await client.byName(named)).hits[0].score,
  // @ts-expect-error -- productID of a hit
  async () => (await client.byName(named)).hits.map((hit) => hit.productID),
  // @ts-expect-error -- the same, out of the reach of noPropertyAccessFromIndexSignature
  async () => (await client.byName(named)).hits.map(({ productID }) => productID),
  // @ts-expect-error -- productID of what is stored
  async () => (await client.exists(named)).stored?.["productID"],
  // @ts-expect-error -- productID of a hit of the older version
  async () => (await older.byName(named)).hits.map(({ productID }) => productID),
  // @ts-expect-error -- what is stored may be absent
  async () => (await client.exists(named)).stored.intAttr,
  // @ts-expect-error -- a check has no score
  async () => (await client.exists(named)).score,
  // @ts-expect-error -- an export has no errorUrl
  async () => (await client.wait.export("5")).errorUrl,
  // @ts-expect-error -- a removal of the older version names nothing
  async () => (await older.deleteImage({ productId: "p" })).picNames
]

export const otherMistakes = [
  // @ts-expect-error -- a signal belongs to promises; in Effect a fiber is interrupted
  () => search.detail({ signal: new AbortController().signal }),
  // @ts-expect-error -- an input for an operation that takes none
  () => client.detail({ instance: "shop" }),
  // @ts-expect-error -- what a result holds is not changed
  async () => ((await client.byName(named)).hits = []),
  // @ts-expect-error -- an attribute that the older version has not
  () => older.addImage({ ...named, picture, intAttr2: 1 })
]
