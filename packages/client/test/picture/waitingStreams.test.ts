/** Streams that a call holds while it reads another, or refuses: an unhandled failure of one ends the process. */
import { createReadStream } from "node:fs"
import { PassThrough, type Readable } from "node:stream"
import { describe, expect, it } from "vitest"
import type { PictureSource } from "../../src/index.ts"
import { collected } from "../support/collected.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"
import { uploadServer } from "../support/uploadServer.ts"

const picture = disc()

describe("a stream whose turn has not come", () => {
  const nowhere = () => createReadStream("/nowhere/a.jpg")
  const named = (sources: readonly PictureSource[]) =>
    sources.map((source, at) => ({ picName: `${at}`, picture: source }))
  const late = () => {
    const stream = new PassThrough()
    setTimeout(() => stream.end(picture), 50)
    return stream
  }

  it("may fail, and is destroyed, when the first picture of a comparison is none", async () => {
    const { client } = await uploadServer()
    const secondary = nowhere()
    const error = await failure(client.compare({ primary: Buffer.from("no picture"), secondary }))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", field: "primary" })
    expect(secondary.destroyed).toBe(true)
  })

  it("may fail while replaceAll reads the one before it (real time: 50 ms)", async () => {
    const { client, hops } = await uploadServer()
    const error = await failure(client.bulk.replaceAll({ productId: "p", pictures: named([late(), nowhere()]) }))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", problem: expect.stringContaining("ENOENT") })
    expect(hops()).toEqual([])
  })

  it("may fail while replaceAll waits for the next item (real time: 50 ms)", async () => {
    const { client } = await uploadServer()
    const pictures = async function* () {
      yield* named([nowhere()])
      await new Promise((resolve) => setTimeout(resolve, 50))
      throw new Error("no more")
    }
    expect((await failure(client.bulk.replaceAll({ productId: "p", pictures: pictures() }))).reason).toMatchObject({
      issues: [{ field: "pictures" }]
    })
  })

  it.each([
    ["a picture before it is none", (stream: Readable) => named([Buffer.from("x"), stream]), {}],
    ["an item after it does not fit", (stream: Readable) => [...named([stream]), { picName: "", picture }], {}],
    ["a name comes twice", (stream: Readable) => [...named([stream]), ...named([picture])], {}],
    ["there are too many", (stream: Readable) => named([...Array<Uint8Array>(200).fill(picture), stream]), {}],
    ["the concurrency is none", (stream: Readable) => named([stream]), { concurrency: 0 }],
    ["the time limit is none", (stream: Readable) => named([picture, stream]), { timeout: -1 }]
  ])("is destroyed by replaceAll when %s", async (_, picturesOf, options) => {
    const { client, hops } = await uploadServer()
    const stream = nowhere()
    await failure(client.bulk.replaceAll({ productId: "p", pictures: picturesOf(stream) }, options))
    expect([stream.destroyed, hops()]).toEqual([true, []])
  })

  it("may fail among the items of many calls, as the failure of its own (real time: 50 ms)", async () => {
    const { clientWith } = await uploadServer()
    const items = named([late(), nowhere()]).map((item) => ({ ...item, productId: "p" }))
    const results = await collected(clientWith({ rates: { add: 1000 } }).bulk.addImages(items, { concurrency: 1 }))
    expect(results.map(({ _tag }) => _tag)).toEqual(["Done", "Failed"])
  })

  it("is destroyed when the loop over many calls is left, or never begun", async () => {
    const { clientWith } = await uploadServer()
    const { bulk } = clientWith({ rates: { add: 1000 } })
    const left = nowhere()
    const items = named([picture, left]).map((item) => ({ ...item, productId: "p" }))
    for await (const { _tag } of bulk.addImages(items, { concurrency: 1 })) {
      expect(_tag).toBe("Done")
      break
    }
    const refused = nowhere()
    const none = bulk.addImages([{ productId: "p", picName: "n", picture: refused }], { concurrency: 0 })
    await failure(collected(none))
    expect([left.destroyed, refused.destroyed]).toEqual([true, true])
  })

  it("may fail before a loop over it is begun (real time: 50 ms)", async () => {
    const { client } = await uploadServer()
    const pages = client.pages.byPicture({ picture: nowhere() })
    const many = client.bulk.addImages([{ productId: "p", picName: "n", picture: nowhere() }])
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect((await failure(collected(pages))).message).toContain("ENOENT")
    expect(await collected(many)).toMatchObject([{ _tag: "Failed", error: { reason: { _tag: "InvalidPicture" } } }])
  })

  it("is destroyed by pages whose time limit is none", async () => {
    const { client } = await uploadServer()
    const stream = nowhere()
    await failure(collected(client.pages.byPicture({ picture: stream }, { timeout: -1 })))
    expect(stream.destroyed).toBe(true)
  })
})
