// A program of a user of the older SDK core: RPC for 2020-12-14, ROA for 2019-03-25, under the real name over HTTPS.
// Takes the path of a picture; writes what came back as one JSON line. In JavaScript, since the package has no types for
// its ROA client.

import { readFileSync } from "node:fs"
import popCore from "@alicloud/pop-core"

const [, , picture = ""] = process.argv

const options = {
  accessKeyId: "testid",
  accessKeySecret: "testsecret",
  endpoint: "https://imagesearch.cn-shanghai.aliyuncs.com"
}
const roa = new popCore.ROAClient({ ...options, apiVersion: "2019-03-25" })
const rpc = new popCore.RPCClient({ ...options, apiVersion: "2020-12-14" })

const InstanceName = "demo"
const PicContent = readFileSync(picture).toString("base64")
const headers = { "content-type": "application/x-www-form-urlencoded" }

const post = (path, values) =>
  roa.request("POST", path, {}, new URLSearchParams({ InstanceName, ...values }).toString(), headers, {})

const added = await post("/v2/image/add", { ProductId: "p", PicName: "a", PicContent })
const found = await post("/v2/image/search", { Type: "SearchByPic", PicContent })
const detail = await rpc.request("Detail", { InstanceName }, { method: "POST" })
const named = await rpc.request("SearchImageByName", { InstanceName, ProductId: "p", PicName: "a" }, { method: "POST" })
const refused = await rpc.request("Detail", {}, { method: "POST" }).then(
  () => undefined,
  ({ code }) => code
)

process.stdout.write(JSON.stringify({ added, found, detail, named, refused }))
