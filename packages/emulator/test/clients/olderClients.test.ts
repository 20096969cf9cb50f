// Requests as the official SDKs of 2018 and 2019 for other languages write them. Each was taken from the source of the
// SDK's core; the SDK itself does not run here. The string to sign is written out, so that nothing of a request is
// taken from the emulator's own view of it.

import { createHash, createHmac } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, type Reply, send } from "../client.ts"
import { signRpc } from "../signingV1.ts"

const OCTETS = "application/octet-stream"
const FORM = "application/x-www-form-urlencoded"

interface Written {
  readonly accept: string
  readonly contentType: string
  readonly contentMd5?: string
  /** The x-acs-* headers in their order by name. */
  readonly acs: readonly (readonly [name: string, value: string])[]
  /** The address as the SDK signs it, and as it sends it. */
  readonly signed: string
  readonly sent: string
  readonly body: string
  /** Headers that are sent and not signed. */
  readonly more?: Readonly<Record<string, string>>
}

const md5 = (body: string): string => createHash("md5").update(body).digest("base64")

let emulator: Emulator
let picture: string

beforeAll(async () => {
  emulator = await startEmulator({ ...KEY, strict: true })
  picture = (await draw({ seed: 1 })).toString("base64")
})
afterAll(() => emulator.close())

const post = ({ accept, contentType, contentMd5, acs, signed, sent, body, more = {} }: Written): Promise<Reply> => {
  const date = new Date().toUTCString()
  const block = acs.map(([name, value]) => `${name}:${value}\n`).join("")
  const toSign = `POST\n${accept}\n${contentMd5 ?? ""}\n${contentType}\n${date}\n${block}${signed}`
  const signature = createHmac("sha1", KEY.accessKeySecret).update(toSign).digest("base64")
  return send(emulator.url, {
    method: "POST",
    path: sent,
    headers: {
      Host: new URL(emulator.url).host,
      Accept: accept,
      "Content-Type": contentType,
      ...(contentMd5 === undefined ? {} : { "Content-MD5": contentMd5 }),
      Date: date,
      ...Object.fromEntries(acs),
      Authorization: `acs ${KEY.accessKeyId}:${signature}`,
      ...more
    },
    body
  })
}

/** The headers that every one of these cores adds; none of Java, Python and Go adds a nonce. */
const common = (version: string, ...more: readonly (readonly [string, string])[]) =>
  [["x-acs-signature-method", "HMAC-SHA1"], ["x-acs-signature-version", "1.0"], ["x-acs-version", version], ...more]
    .map(([name = "", value = ""]) => [name, value] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))

/** What has been stored under that product. */
const stored = async (ProductId: string): Promise<unknown> =>
  (await call(emulator, "CheckImageExists", { ProductId, PicName: "a b" })).body["Auctions"]

/** A form with `+` for blanks, as Java, Python and Go write it. */
const form = (values: Readonly<Record<string, string>>): string => new URLSearchParams(values).toString()

const addition = (ProductId: string) => ({
  InstanceName: "demo",
  ProductId,
  PicName: "a b",
  CustomContent: "k=v&w ü*~'()!",
  PicContent: picture
})

describe("the version 2019-03-25", () => {
  it("answers the SDK for Java: no nonce, and octets accepted", async () => {
    const body = form(addition("java"))
    const reply = await post({
      accept: OCTETS,
      contentType: `${FORM};charset=UTF-8`,
      contentMd5: md5(body),
      acs: common("2019-03-25", ["x-acs-region-id", "cn-shanghai"]),
      signed: "/v2/image/add",
      sent: "/v2/image/add",
      body,
      more: { "x-sdk-client": "Java/2.0.0", "x-sdk-invoke-type": "normal" }
    })
    expect(reply).toMatchObject({
      status: 200,
      headers: { "content-type": "application/json;charset=utf-8" },
      body: { Success: true, Code: 0, PicInfo: { CategoryId: expect.any(Number), Region: expect.any(String) } }
    })
    expect(await stored("java")).toMatchObject({ CustomContent: "k=v&w ü*~'()!" })
  })

  it("answers the SDK for Python: no nonce, JSON accepted", async () => {
    const body = form(addition("python"))
    const reply = await post({
      accept: "application/json",
      contentType: FORM,
      contentMd5: md5(body),
      acs: common("2019-03-25", ["x-acs-region-id", "cn-shanghai"]),
      signed: "/v2/image/add",
      sent: "/v2/image/add",
      body,
      more: { "x-sdk-client": "python/2.0.0", "x-sdk-core-version": "2.13.30", "Accept-Encoding": "identity" }
    })
    expect(reply.body).toMatchObject({ Success: true })
    expect(await stored("python")).toMatchObject({ CustomContent: "k=v&w ü*~'()!" })
  })

  it("answers the SDK for Go: a question mark without a query, signed and sent", async () => {
    const body = form(addition("go"))
    const reply = await post({
      accept: "application/json",
      contentType: FORM,
      contentMd5: md5(body),
      acs: common("2019-03-25"),
      signed: "/v2/image/add?",
      sent: "/v2/image/add?",
      body
    })
    expect(reply.body).toMatchObject({ Success: true })
  })

  it("answers the SDK for PHP: the version in the query too, and the query signed as it is encoded", async () => {
    const body = form(addition("php"))
    const address = "/v2/image/add?Version=2019-03-25"
    const reply = await post({
      accept: "application/json",
      contentType: `${FORM}; charset=UTF-8`,
      contentMd5: md5(body),
      acs: common("2019-03-25", ["x-acs-signature-nonce", crypto.randomUUID()], ["x-acs-region-id", "cn-shanghai"]),
      signed: address,
      sent: address,
      body
    })
    expect(reply.body).toMatchObject({ Success: true })
  })

  it("answers the oldest core for PHP, which says JSON of a form", async () => {
    const reply = await post({
      accept: "application/json",
      contentType: "application/json;charset=utf-8",
      acs: common("2019-03-25", ["x-acs-region-id", "cn-shanghai"]),
      signed: "/v2/image/add",
      sent: "/v2/image/add",
      body: form(addition("php5"))
    })
    expect(reply.body).toMatchObject({ Success: true })
    expect(await stored("php5")).toMatchObject({ CustomContent: "k=v&w ü*~'()!" })
  })

  it("refuses a request without a nonce whose signature is another's, or whose query has been touched", async () => {
    const touched = {
      accept: OCTETS,
      contentType: FORM,
      acs: common("2019-03-25"),
      signed: "/v2/image/delete?InstanceName=other",
      sent: "/v2/image/delete?InstanceName=demo",
      body: "ProductId=java"
    }
    expect((await post(touched)).body).toMatchObject({ Code: "SignatureDoesNotMatch" })
  })
})

describe("the version 2018-01-20", () => {
  const itemBody = (id: string): string => {
    const name = Buffer.from("a b").toString("base64")
    const values = { cust_content: '{"k":"ü中"}', item_id: id, cat_id: "0", [name]: picture, pic_list: name }
    let at = 0
    const meta = Object.entries(values).map(([key, value]) => `${key},${at},${(at += value.length)}`)
    return `${meta.join("#")}^${Object.values(values).join("")}`
  }

  it.each([
    ["Java", OCTETS, `${OCTETS};charset=UTF-8`, "?instanceName=demo", true],
    ["Python", "application/json", OCTETS, "?instanceName=demo", true],
    ["Go", OCTETS, OCTETS, "?instanceName=demo", true],
    ["PHP", "application/json", "application/json;charset=utf-8", "?instanceName=demo", false]
  ])("answers the SDK for %s", async (language, accept, contentType, query, hasMd5) => {
    const body = itemBody(language)
    const reply = await post({
      accept,
      contentType,
      ...(hasMd5 ? { contentMd5: md5(body) } : {}),
      acs: common("2018-01-20"),
      signed: `/item/add${query}`,
      sent: `/item/add${query}`,
      body
    })
    expect(reply.body).toMatchObject({ Success: true, Code: 0, Message: "success" })
    expect(await stored(language)).toMatchObject({ CustomContent: '{"k":"ü中"}' })
  })
})

describe("the version 2020-12-14", () => {
  it.each([
    ["Java and Python, in the query", { place: "query", common: { SignatureType: "", Format: "JSON" } }],
    ["the first tea SDKs, in lower case", { place: "query", common: { Format: "json" } }],
    ["Go, in the form", { place: "form", common: { SignatureType: "", RegionId: "cn-shanghai" } }]
  ] as const)("answers RPC requests as %s write them", async (_, how) => {
    const request = signRpc(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "Detail",
      query: { InstanceName: "demo" },
      form: {},
      ...how
    })
    expect((await send(emulator.url, request)).body).toMatchObject({ Instance: { Name: "demo" } })
  })
})
