/** The version 2019-03-25 against the emulator, which plays it and verifies how it is signed. */
import { expect, it } from "@effect/vitest"
import { startEmulator } from "@imagesearch/emulator"
import * as Effect from "effect/Effect"
import { Readable } from "node:stream"
import { describe, onTestFinished } from "vitest"
import { createImageSearch, ImageSearch, type OlderConfig } from "../../src/2019-03-25/index.ts"
import { keys } from "../support/emulated.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"

const bearerToken = "bearer-token-that-must-not-leak"

const emulator = async () => {
  const started = await startEmulator({ ...keys, bearerToken, instance: "demo", strict: true })
  onTestFinished(() => started.close())
  return started
}

const clientOf = (url: string, config: OlderConfig = {}) => {
  const client = createImageSearch({ ...keys, instance: "demo", endpoint: url, ...config })
  onTestFinished(() => client.close())
  return client
}

describe("the three operations", () => {
  it("add, find and remove a picture, each in one request", async () => {
    const client = clientOf((await emulator()).url)
    const added = await client.addImage({
      productId: "p~1*'()! 图 & + = %",
      picName: "图 1+2.ppm",
      picture: disc(),
      categoryId: 20,
      region: { x1: 40, x2: 120, y1: 40, y2: 120 },
      customContent: 'é\n"x"',
      intAttr: -3,
      strAttr: "red"
    })
    expect(added.picture.subject).toEqual({ x1: 40, x2: 120, y1: 40, y2: 120 })
    expect(added.attempts).toMatchObject([{ operation: "AddImage", status: 200 }])
    expect(added.raw).toMatchObject({ Success: true, Message: "success" })
    await client.addImage({ productId: "blue", picName: "b", picture: disc({ radius: 60, colour: [20, 40, 200] }) })

    const found = await client.byPicture({ picture: disc({ radius: 44 }), num: 1, crop: true, filter: "int_attr<0" })
    expect(found.hits).toMatchObject([{ picName: "图 1+2.ppm", categoryId: 20, customContent: 'é\n"x"', intAttr: -3 }])
    expect(found.picture.categories).toHaveLength(14)
    const named = await client.byName({ productId: "blue", picName: "b" })
    expect(named.hits.map(({ productId }) => productId)).toEqual(["blue", "p~1*'()! 图 & + = %"])
    expect(named.total).toBe(2)

    await client.deleteImage({ productId: "blue" })
    const error: unknown = await client.byName({ productId: "blue", picName: "b" }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ operation: "SearchImage", code: "PicNotExist", category: "notFound" })
  })

  it("take pictures in every form, and refuse what is none, by field", async () => {
    const client = clientOf((await emulator()).url)
    const picture = Readable.from([disc().subarray(0, 1000), disc().subarray(1000)])
    await client.addImage({ productId: "p", picName: "n", picture })
    expect((await client.byPicture({ picture: new Blob([new Uint8Array(disc())]) })).hits).toMatchObject([{ score: 1 }])
    const stalled = new Readable({ read: () => undefined })
    const outside = { x1: 0, x2: 161, y1: 0, y2: 9 }
    expect((await failure(client.byPicture({ picture: disc(), region: outside }))).message).toBe(
      "SearchImage failed: region must lie inside the picture, which has 160 x 160 pixels (got 0,161,0,9). " +
        "Correct the input; nothing was sent."
    )
    expect((await failure(client.byPicture({ picture: disc({ side: 99 }) }))).reason).toMatchObject({
      field: "picture"
    })
    expect((await failure(client.byPicture({ picture: stalled, num: 0 }))).reason._tag).toBe("InvalidInput")
    expect(stalled.destroyed).toBe(true)
  })

  it("wait for a stream as long as the call may take (in real time)", async () => {
    const client = clientOf((await emulator()).url)
    const stalled = new Readable({ read: () => undefined })
    const error = await failure(client.byPicture({ picture: stalled }, { timeout: "100 millis" }))
    expect(error.message).toContain("the time limit of the call (100 ms) ran out while the picture was read.")
    expect(stalled.destroyed).toBe(true)
  })

  it.effect("are a service of Effect as well", () =>
    Effect.gen(function* () {
      const { url } = yield* Effect.promise(emulator)
      yield* Effect.gen(function* () {
        const search = yield* ImageSearch
        yield* search.addImage({ productId: "p", picName: "n", picture: disc() })
        const { hits } = yield* search.byPicture({ picture: disc() })
        expect(hits).toMatchObject([{ productId: "p", score: 1 }])
      }).pipe(Effect.provide(ImageSearch.layer({ ...keys, instance: "demo", endpoint: url }, {})))
    })
  )

  it.each([
    ["productId", { productId: "x".repeat(513), picName: "n", picture: disc() }],
    ["picture", { productId: "p", picName: "n", picture: "" }],
    ["input", { productId: "p", picName: "n", picture: disc(), intAttr2: 1 }]
  ])("refuse a wrong %s before anything is sent", async (field, input) => {
    // Nothing listens there.
    const client = clientOf("http://127.0.0.1:9")
    await expect(client.addImage(input)).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field }] }
    })
  })
})

describe("how they are signed", () => {
  it.each<readonly [string, OlderConfig]>([
    ["ROA V1 by default", {}],
    ["ROA V1 by name", { signature: "roa-v1" }],
    ["ACS3", { signature: "acs3" }],
    ["ACS3 with SM3", { signature: "acs3-sm3" }],
    ["a bearer token", { bearerToken, accessKeyId: "", accessKeySecret: "" }]
  ])("by %s, and the emulator takes it", async (_, config) => {
    const client = clientOf((await emulator()).url, config)
    await client.addImage({ productId: "p +*", picName: "n", picture: disc() })
    expect((await client.byName({ productId: "p +*", picName: "n" })).hits).toHaveLength(1)
  })

  it("a wrong secret is refused, and not shown", async () => {
    const client = clientOf((await emulator()).url, { accessKeySecret: "a-wrong-secret-that-must-not-leak" })
    const error: unknown = await client.deleteImage({ productId: "p" }).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ reason: { _tag: "Credentials", code: "SignatureDoesNotMatch" } })
    expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("must-not-leak")
  })

  it("RPC V1 is refused: it signs no path", () => {
    const config = { ...keys, instance: "demo", region: "cn-shanghai", signature: "rpc-v1" as never }
    expect(() => createImageSearch(config)).toThrow('"rpc-v1" does not sign these operations. Choose roa-v1 or')
  })
})
