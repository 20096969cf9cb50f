// What the control plane shows of stored pictures and settings, and its search.

import { createHash } from "node:crypto"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { SearchImageByPic } from "../../src/operations/SearchImageByPic.ts"
import { call, draw, hitsOf, KEY, send, upload } from "../client.ts"

describe("the control plane of an emulator with pictures", () => {
  let emulator: Emulator
  let pictures: readonly Buffer[]

  const get = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    send(emulator.url, {
      method: "GET",
      path: `/_emulator/${path}`,
      headers: { host: new URL(emulator.url).host, ...headers },
      body: ""
    })

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, instances: [{ name: "bags", serviceType: 1, capacity: 0.0001, qps: 2 }] })
    pictures = await Promise.all([1, 2, 3].map((seed) => draw({ seed, width: 600 })))
    const rows = pictures.map((picture, at) => ({
      ProductId: at === 2 ? "<img src=x>" : "shoe",
      PicName: `${at}.png`,
      PictureBase64: picture.toString("base64"),
      CategoryId: 4,
      IntAttr2: at,
      StrAttr: "red",
      CustomContent: "{}"
    }))
    await emulator.control.seed({ rows })
  })
  afterAll(() => emulator.close())

  it("lists them page by page, of one product or of all, with what is stored of each", async () => {
    const { control } = emulator
    expect(await control.pictures({ start: 1, num: 1 })).toEqual({
      total: 3,
      pictures: [
        {
          productId: "shoe",
          picName: "1.png",
          categoryId: 4,
          customContent: "{}",
          region: expect.stringMatching(/^\d+,\d+,\d+,\d+$/),
          attributes: { IntAttr2: 1, StrAttr: "red" },
          sha256: sha256Of(pictures[1])
        }
      ]
    })
    const { total, pictures: found } = await control.pictures({ productId: "<img src=x>" })
    expect({ total, names: found.map(({ picName }) => picName) }).toEqual({ total: 1, names: ["2.png"] })
    expect(await control.pictures({ instance: "bags" })).toEqual({ total: 0, pictures: [] })
    await expect(control.pictures({ instance: "hats" })).rejects.toThrow(
      'there is no instance "hats"; this emulator has "demo", "bags"'
    )
    await expect(control.pictures({ num: 101 })).rejects.toThrow("num: Too big")
  })

  it("shows 24 of many unless asked for another number", async () => {
    await using other = await startEmulator(KEY)
    const PictureBase64 = pictures[0]?.toString("base64") ?? ""
    const rows = Array.from({ length: 25 }, (_, at) => ({ ProductId: "p", PicName: String(at), PictureBase64 }))
    await other.control.seed({ rows })
    const page = await other.control.pictures()
    expect({ total: page.total, shown: page.pictures.length }).toEqual({ total: 25, shown: 24 })
  })

  it("draws a thumbnail anew as a JPEG of at most 256 pixels, and only of what is stored", async () => {
    const reply = await fetch(`${emulator.url}/_emulator/thumbnails/${sha256Of(pictures[0])}`)
    expect(Object.fromEntries(reply.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "x-content-type-options": "nosniff"
    })
    const { format, width, height } = await sharp(Buffer.from(await reply.arrayBuffer())).metadata()
    expect({ format, width, height }).toEqual({ format: "jpeg", width: 256, height: 102 })
    expect(await get(`thumbnails/${"0".repeat(64)}`)).toMatchObject({
      status: 404,
      body: { error: `no stored picture has the SHA-256 ${"0".repeat(64)}` }
    })
    expect((await get("thumbnails/..%2f..%2fetc%2fpasswd")).status).toBe(404)
  })

  it("searches as SearchImageByPic does, with its conditions and its scores, and leaves no record", async () => {
    const picture = await draw({ seed: 2, width: 600, format: "jpeg" })
    const PicContent = await upload(emulator, picture)
    const { body } = await call(emulator, "SearchImageByPic", { PicContent, Num: 2, Filter: "int_attr2<2" })
    await emulator.control.reset("requests")
    const PictureBase64 = picture.toString("base64")
    const found = await emulator.control.search({ PictureBase64, Num: 2, Filter: "int_attr2<2" })
    expect(found).toMatchObject({ matches: 2, categoryId: 4, elapsedMs: expect.any(Number) })
    expect(found.hits.map(({ picName, score }) => ({ PicName: picName, Score: score }))).toEqual(
      hitsOf(body).map(({ PicName, Score }) => ({ PicName, Score }))
    )
    expect(found.hits[0]).toMatchObject({ picName: "1.png", sha256: sha256Of(pictures[1]) })
    expect(await emulator.control.requests()).toEqual([])
    expect(await emulator.control.search({ PictureBase64, instance: "bags" })).toMatchObject({ matches: 0, hits: [] })
  })

  it("searches with every parameter of that operation, which takes the instance and the picture under others", async () => {
    const PictureBase64 = pictures[1]?.toString("base64") ?? ""
    const { hits, matches } = await emulator.control.search({ PictureBase64, ScoreThreshold: 0.99 })
    expect({ matches, scores: hits.map(({ score }) => score) }).toEqual({ matches: 3, scores: [1] })
    await expect(emulator.control.search({ PictureBase64, ScoreThreshold: "1.01" })).rejects.toThrow(
      "400: InvalidScoreThreshold: "
    )
    const conditions = SearchImageByPic.parameters.filter((name) => name !== "InstanceName" && name !== "PicContent")
    const reply = await send(emulator.url, {
      method: "POST",
      path: "/_emulator/search",
      headers: { host: new URL(emulator.url).host, "content-type": "application/json" },
      // An empty text is a parameter that is not set.
      body: JSON.stringify({ PictureBase64, ...Object.fromEntries(conditions.map((name) => [name, ""])) })
    })
    expect(reply).toMatchObject({ status: 200, body: { matches: 3 } })
  })

  it("says what the operation would have refused, and which field is wrong", async () => {
    const { control } = emulator
    const PictureBase64 = pictures[0]?.toString("base64") ?? ""
    await expect(control.search({ PictureBase64: "AAAA" })).rejects.toThrow("400: UnsupportedPicFormat: ")
    await expect(control.search({ PictureBase64, Filter: "colour=red" })).rejects.toThrow("400: InvalidFilterClause: ")
    await expect(control.search({ PictureBase64: "?" })).rejects.toThrow("PictureBase64: Invalid base64")
    await expect(control.search({ PictureBase64, instance: "hats" })).rejects.toThrow("404: there is no instance")
  })

  it("tells when what an instance stores may have changed, even if as many pictures are there as before", async () => {
    await using other = await startEmulator(KEY)
    const changes = async () => (await other.control.settings()).instances[0]?.changes
    const PictureBase64 = (await draw({ seed: 1 })).toString("base64")
    const seen = [await changes()]
    for (const ProductId of ["a", "a", "b"]) {
      await other.control.reset("pictures")
      await other.control.seed({ rows: [{ ProductId, PicName: "n", PictureBase64 }] })
      seen.push(await changes())
    }
    await call(other, "UpdateImage", { ProductId: "b", PicName: "n", IntAttr: 1 })
    seen.push(await changes())
    expect(new Set(seen).size).toBe(5)
    await call(other, "SearchImageByName", { ProductId: "b", PicName: "n" })
    expect(await changes()).toBe(seen.at(-1))
  })

  it("tells how each instance was bought, and the IDs of keys, never a secret", async () => {
    await using other = await startEmulator({
      keys: [{ accessKeyId: "reader", accessKeySecret: "kept-to-itself" }],
      limiter: "bucket",
      expiresMs: Date.UTC(2030, 0, 31),
      strict: true
    })
    const told = await other.control.settings()
    expect(told).toMatchObject({
      region: "cn-shanghai",
      accessKeyIds: [other.accessKeyId, "reader"],
      isStrict: true,
      instances: [{ limiter: "bucket", rates: { search: 5 }, expiresAt: "2030-01-31T00:00:00.000Z" }]
    })
    expect(JSON.stringify(told)).not.toMatch(new RegExp(`kept-to-itself|${other.accessKeySecret}`))
    expect(told.categories).toContainEqual({ id: 4, name: "Shoes" })
    expect(told.categories).toContainEqual({ id: 88_888_888, name: "Others" })
    const { instances } = await emulator.control.settings()
    expect(instances).toMatchObject([
      { name: "demo", serviceType: { number: 0, name: "product" }, pictures: 3, capacity: 100_000, qps: 5 },
      { name: "bags", serviceType: { number: 1, name: "generic" }, pictures: 0, capacity: 1, qps: 2, expiresAt: null }
    ])
  })

  it.each(["settings", "pictures", `thumbnails/${"0".repeat(64)}`])(
    "shows no page of another site %s",
    async (path) => {
      expect((await get(path, { origin: "https://evil.example" })).status).toBe(403)
      expect((await get(path, { "sec-fetch-site": "cross-site" })).status).toBe(403)
      expect((await get(path, { host: "evil.example" })).status).toBe(403)
    }
  )
})

const sha256Of = (bytes: Uint8Array | undefined): string =>
  createHash("sha256")
    .update(bytes ?? "")
    .digest("hex")
