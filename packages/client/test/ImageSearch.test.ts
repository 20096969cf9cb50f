import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { inspect } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { createImageSearch } from "../src/promise.ts"
import { emulated, keys, type Emulated } from "./support/emulated.ts"
import { failure } from "./support/failure.ts"
import { disc } from "./support/picture.ts"

let world: Emulated
let folder: string

beforeAll(async () => {
  world = await emulated({ endpoints: 2 })
  folder = await mkdtemp(join(tmpdir(), "imagesearch-client-"))
  await world.client.addImage({
    productId: "red",
    picName: "a.ppm",
    picture: disc(),
    intAttr: 3,
    strAttr: "red",
    customContent: '{"n":1}',
    categoryId: 20
  })
  await world.client.addImage({
    productId: "blue",
    picName: "b.ppm",
    picture: disc({ radius: 60, colour: [20, 40, 200] }),
    intAttr: 7,
    strAttr: "blue and green",
    categoryId: 0
  })
})

afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

describe("operations", () => {
  it("adds a picture in three hops and tells what the service read in it", async () => {
    const added = await world.client.addImage({
      productId: "green",
      picName: "c.ppm",
      picture: disc({ colour: [20, 160, 40] })
    })
    expect(added.attempts.map(({ operation, status }) => [operation, status])).toEqual([
      ["AuthorizeFileUpload", 200],
      ["PostObject", 201],
      ["AddImage", 200]
    ])
    expect(added.picture.subject).toEqual({ x1: 40, x2: 120, y1: 40, y2: 120 })
    expect(added.requestId).toMatch(/^[0-9A-F-]{36}$/)
    await world.client.deleteImage({ productId: "green" })
  })

  it("finds the picture that resembles the query most, with its attributes", async () => {
    const found = await world.client.byPicture({ picture: disc({ radius: 44 }), num: 5 })
    expect(found.hits.map(({ productId }) => productId)).toEqual(["red", "blue"])
    expect(found.hits[0]).toMatchObject({
      picName: "a.ppm",
      categoryId: 20,
      intAttr: 3,
      strAttr: "red",
      intAttr2: 0,
      strAttr2: "",
      customContent: '{"n":1}'
    })
    expect(found.hits[0]?.score).toBeGreaterThan(0.8)
    expect(found.picture.categories).toHaveLength(14)
  })

  it("searches with a picture from a file", async () => {
    const path = join(folder, "query.ppm")
    await writeFile(path, disc())
    const found = await world.client.byPicture({ picture: path, num: 1 })
    expect(found.hits).toMatchObject([{ productId: "red", score: 1 }])
  })

  it("searches by name, and narrows by filter, threshold and category", async () => {
    const named = { productId: "red", picName: "a.ppm" }
    expect((await world.client.byName(named)).hits.map(({ productId }) => productId)).toEqual(["red", "blue"])
    expect(
      (await world.client.byName({ ...named, filter: 'int_attr>=5 AND str_attr="blue and green"' })).hits.map(
        ({ productId }) => productId
      )
    ).toEqual(["blue"])
    expect(
      (await world.client.byName({ ...named, scoreThreshold: 0.99 })).hits.map(({ productId }) => productId)
    ).toEqual(["red"])
    expect((await world.client.byName({ ...named, categoryId: 20 })).hits.map(({ productId }) => productId)).toEqual([
      "red"
    ])
  })

  it("deletes a picture by name, and succeeds when there is none", async () => {
    await world.client.addImage({ productId: "gone", picName: "x.ppm", picture: disc({ radius: 20 }) })
    expect((await world.client.deleteImage({ productId: "gone", picName: "x.ppm" })).picNames).toEqual(["x.ppm"])
    expect((await world.client.deleteImage({ productId: "gone" })).picNames).toEqual([])
  })

  it("describes the instance", async () => {
    const { instance } = await world.client.detail()
    expect(instance).toMatchObject({
      name: "demo",
      region: "cn-shanghai",
      pictures: 2,
      capacityPictures: 100_000,
      searchesPerSecond: 5,
      serviceType: 0
    })
    expect(instance.createdAt).toBeInstanceOf(Date)
  })

  it("sends names and texts of every script unchanged", async () => {
    const productId = "p~1*'()! 图 & + = %"
    await world.client.addImage({
      productId,
      picName: "图 1+2.ppm",
      picture: disc({ radius: 30 }),
      customContent: 'é\n"x"'
    })
    const { hits } = await world.client.byName({ productId, picName: "图 1+2.ppm", num: 1 })
    expect(hits).toMatchObject([{ productId, picName: "图 1+2.ppm", customContent: 'é\n"x"' }])
    await world.client.deleteImage({ productId })
  })
})

describe("failover", () => {
  it("answers from the second endpoint when the first is gone", async () => {
    const client = world.clientWith({})
    await world.emulator.takeDown(0)
    const { attempts } = await client.detail()
    await world.emulator.bringUp(0)
    expect(attempts).toMatchObject([
      { endpoint: world.emulator.urls[0], sent: "no" },
      { endpoint: world.emulator.urls[1], status: 200, delayMillis: 0 }
    ])
  })
})

describe("bad input", () => {
  it.each([
    ["a missing file", "nowhere.jpg", "does not exist. Check the path."],
    ["a directory", ".", "is a directory. Name one picture file in it."],
    ["an empty file", "empty.jpg", "is empty. Give a file that holds a picture."],
    [
      "a text file named .jpg",
      "text.jpg",
      "is no picture that the service knows. Give a PNG, JPEG, BMP, GIF, WebP, TIFF or PPM file."
    ],
    [
      "a picture of 5 MB",
      "large.ppm",
      "is larger than 4 MB (5242880 bytes; 4194304 bytes are the most). Save it smaller or at a lower quality, or let normalizePicture of @imagesearch/client/normalize do it."
    ]
  ])("%s is refused before anything is sent", async (_, name, sentence) => {
    await writeFile(join(folder, "empty.jpg"), "")
    await writeFile(join(folder, "text.jpg"), "this is no picture")
    await writeFile(join(folder, "large.ppm"), Buffer.alloc(5 * 1024 * 1024, "P6 1 1 255\n"))
    const error = await failure(world.client.byPicture({ picture: join(folder, name) }))
    expect(error.message).toBe(`SearchImageByPic failed: picture ${join(folder, name)} ${sentence}`)
    expect(error.reason._tag).toBe("InvalidPicture")
    expect(error.attempts).toBeUndefined()
  })

  it("a device is refused as no file", async () => {
    const error = await failure(world.client.byPicture({ picture: "/dev/null" }))
    expect(error.message).toBe(
      "SearchImageByPic failed: picture /dev/null is no file. Give a file, not a pipe or a device."
    )
  })

  it.each([
    ["num", "below 1", { num: 0 }],
    ["num", "above 100", { num: 101 }],
    ["start", "beyond the window", { start: 500 }],
    ["start", "that runs out of the window with the default num", { start: 491 }],
    ["categoryId", "that does not exist", { categoryId: 10 }],
    ["scoreThreshold", "with three decimals", { scoreThreshold: 0.555 }],
    ["region", "of no width", { region: { x1: 9, x2: 3, y1: 0, y2: 5 } }],
    ["filter", "of 4,097 characters", { filter: "x".repeat(4097) }],
    ["input", "with an unheard field", { unheard: 1 }]
  ])("%s %s is refused by its name", async (field, _, fields) => {
    const error = await failure(world.client.byPicture({ picture: disc(), ...fields }))
    expect(error.reason).toMatchObject({ _tag: "InvalidInput", issues: [{ field }] })
  })

  it("a string attribute with a mark that the service refuses is refused here", async () => {
    const error = await failure(
      world.client.addImage({ productId: "p", picName: "n", picture: disc(), strAttr: "a$b" })
    )
    expect(error.message).toContain("strAttr must not contain \\ ¥ $ & or %")
  })

  it("an unknown region names the nearest, at once", () => {
    expect(() => createImageSearch({ ...keys, instance: "demo", region: "cn-shanghia" })).toThrow(
      'the setting region "cn-shanghia" does not exist. Did you mean cn-shanghai or cn-'
    )
  })

  it.each([
    [{ region: "cn-shanghai" }, "instance"],
    [{ instance: "demo" }, "region"],
    [{ instance: "demo", endpoint: "ftp://x" }, "endpoint"]
  ])("settings %j lack or spoil %s", (config, setting) => {
    expect(() => createImageSearch({ ...keys, ...config })).toThrow(`the setting ${setting} `)
  })

  it("a wrong key id, instance or name is said in the service's words and with what to check", async () => {
    expect((await failure(world.clientWith({ accessKeyId: "nobody" }).detail())).reason).toMatchObject({
      _tag: "Credentials",
      code: "InvalidAccessKeyId.NotFound"
    })
    expect((await failure(world.clientWith({ instance: "other" }).detail())).reason).toMatchObject({ _tag: "NotFound" })
    const error = await failure(world.client.byName({ productId: "nobody", picName: "x" }))
    expect(error.reason).toMatchObject({ _tag: "NotFound", code: "PicNotExist" })
    expect(error.message).toMatch(
      /Check the names of product and picture, and that the picture was added to this instance\. Request id [0-9A-F-]{36}\.$/
    )
  })

  it("a wrong secret is blamed on the stage of the signature, and never shown", async () => {
    const accessKeySecret = "a-wrong-secret-that-must-not-leak"
    const error = await failure(world.clientWith({ accessKeySecret }).detail())
    expect(error.message).toContain('in the stage "signature": canonical request and string to sign agree')
    const shown = `${error.message}${error.stack}${inspect(error, { depth: 20 })}${JSON.stringify(error)}`
    for (const secret of [accessKeySecret, keys.accessKeySecret, "Signature="]) expect(shown).not.toContain(secret)
  })

  it("a dead endpoint is said to be refused, with nothing sent", async () => {
    const dead = await emulated()
    await dead.emulator.close()
    const error = await failure(dead.client.detail())
    expect(error.reason).toMatchObject({ _tag: "Unavailable", mayHaveBeenDone: false })
    expect(error.message).toBe(
      `Detail at ${dead.emulator.url} failed after 3 attempts: the connection was refused (ECONNREFUSED). Check the endpoint and the network; nothing was sent.`
    )
    await dead.client.close()
  })

  it("a time limit that leaves no room ends the call by name", async () => {
    const error = await failure(world.client.byPicture({ picture: disc() }, { timeout: "1 millis" }))
    expect(error.reason).toMatchObject({
      _tag: "TimedOut",
      problem: expect.stringContaining("the time limit of the call (1 ms) ran out")
    })
  })
})

describe("an error that is printed", () => {
  it("says its sentence first, then each attempt; and as JSON holds both", async () => {
    const error = await failure(world.clientWith({ instance: "other" }).detail())
    const printed = inspect(error)
    expect(printed.split("\n")[0]).toBe(`ImageSearchError: ${error.message}`)
    expect(printed).toMatch(/\n {2}Detail at http:\/\/127\.0\.0\.1:\d+: 400 Console\.InstanceNotFound after \d+ ms$/)
    expect(JSON.parse(JSON.stringify(error))).toMatchObject({
      _tag: "ImageSearchError",
      message: error.message,
      operation: "Detail"
    })
  })
})

describe("abort", () => {
  it("rejects with the signal's reason and sends nothing more", async () => {
    const reason = new Error("no longer needed")
    await expect(world.client.detail({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
  })
})
