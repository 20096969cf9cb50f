// A program of a user of the official SDK, as its documents write it: no endpoint, so the real names, over HTTPS.
// Takes the path of a picture; writes what came back as one JSON line.

import { createReadStream } from "node:fs"
import sdk, {
  AddImageAdvanceRequest,
  CompareSimilarByImageAdvanceRequest,
  DeleteImageRequest,
  DetailRequest,
  SearchImageByPicAdvanceRequest
} from "@alicloud/imagesearch20201214"
import { $OpenApiUtil } from "@alicloud/openapi-core"
import { RuntimeOptions } from "@darabonba/typescript"

const [, , picture = ""] = process.argv

const client = new sdk.default(
  new $OpenApiUtil.Config({ accessKeyId: "testid", accessKeySecret: "testsecret", regionId: "cn-shanghai" })
)
const instanceName = "demo"
const runtime = new RuntimeOptions({})

const added = await client.addImageAdvance(
  new AddImageAdvanceRequest({
    instanceName,
    productId: "p",
    picName: "a (1)!*'.jpg",
    picContentObject: createReadStream(picture),
    customContent: "k=v & <ü>"
  }),
  runtime
)
const found = await client.searchImageByPicAdvance(
  new SearchImageByPicAdvanceRequest({ instanceName, picContentObject: createReadStream(picture), num: 1 }),
  runtime
)
const compared = await client.compareSimilarByImageAdvance(
  new CompareSimilarByImageAdvanceRequest({
    instanceName,
    primaryPicContentObject: createReadStream(picture),
    secondaryPicContentObject: createReadStream(picture)
  }),
  runtime
)
const detail = await client.detail(new DetailRequest({ instanceName }))
const deleted = await client.deleteImage(new DeleteImageRequest({ instanceName, productId: "p" }))
const refused: unknown = await client.detail(new DetailRequest({ instanceName: "none" })).then(
  () => undefined,
  (error: unknown) => error
)

const [hit] = found.body?.auctions ?? []
process.stdout.write(
  JSON.stringify({
    added: added.body?.success,
    hit: { productId: hit?.productId, picName: hit?.picName, customContent: hit?.customContent },
    compared: compared.body?.score,
    pictures: detail.body?.instance?.totalCount,
    deleted: deleted.body?.success,
    refused: refused instanceof Error && "code" in refused ? refused.code : refused
  })
)
