import { Readable } from "node:stream"
import { describe, expect, it, onTestFinished } from "vitest"
import { mostReplaced } from "../../src/bulk/replaceAll.ts"
import type { ImageSearchClient } from "../../src/promise.ts"
import { documented } from "../support/documented.ts"
import { emulated } from "../support/emulated.ts"
import { disc } from "../support/picture.ts"

const unpaced = { rates: { add: 10_000, delete: 10_000, search: 10_000 } }

/** A client of an instance in which the product p has the pictures a and b, and another product one. */
const stocked = async (): Promise<ImageSearchClient> => {
  const world = await emulated()
  onTestFinished(() => world[Symbol.asyncDispose]())
  const client = world.clientWith(unpaced)
  for (const name of ["a", "b"]) await client.addImage({ productId: "p", picName: name, picture: disc() })
  await client.addImage({ productId: "other", picName: "a", picture: disc() })
  return client
}

/** What the instance holds, with the custom content of each. */
const held = async (client: ImageSearchClient) => {
  const { hits } = await client.byPicture({ picture: disc(), num: 100 })
  return hits.map(({ productId, picName, customContent }) => `${productId}/${picName}/${customContent}`).toSorted()
}

const outside = { x1: 0, x2: 999, y1: 0, y2: 9 }

const before = ["other/a/", "p/a/", "p/b/"]

describe("replaceAll", () => {
  it("leaves the product with exactly the given pictures, and every other product as it was", async () => {
    const client = await stocked()
    const pictures = ["b", "c"].map((picName) => ({ picName, picture: disc({ radius: 38 }), customContent: "new" }))
    const { removed, results } = await client.bulk.replaceAll({ productId: "p", pictures })
    expect([...removed].toSorted()).toEqual(["a", "b"])
    expect(results.map(({ _tag, index, input }) => [_tag, index, input.productId, input.picName])).toEqual([
      ["Done", 0, "p", "b"],
      ["Done", 1, "p", "c"]
    ])
    expect(await held(client)).toEqual(["other/a/", "p/b/new", "p/c/new"])
  })

  it("leaves it with none when none are given, and makes one that was not there", async () => {
    const client = await stocked()
    expect(await client.bulk.replaceAll({ productId: "p", pictures: [] })).toMatchObject({ results: [] })
    const made = await client.bulk.replaceAll({ productId: "q", pictures: [{ picName: "a", picture: disc() }] })
    expect(made).toMatchObject({ removed: [], results: [{ _tag: "Done" }] })
    expect(await held(client)).toEqual(["other/a/", "q/a/"])
  })

  it.each([
    [
      "a field does not fit",
      "InvalidInput",
      [
        { picName: "c", picture: disc() },
        { picName: "", picture: disc() }
      ]
    ],
    [
      "a picture is none",
      "InvalidPicture",
      [
        { picName: "c", picture: disc() },
        { picName: "d", picture: Buffer.from("x") }
      ]
    ],
    [
      "a name comes twice",
      "InvalidInput",
      [
        { picName: "c", picture: disc() },
        { picName: "c", picture: disc() }
      ]
    ],
    [
      "there are too many",
      "InvalidInput",
      Array.from({ length: 101 }, (_, at) => ({ picName: `${at}`, picture: disc() }))
    ],
    ["a region is outside its picture", "InvalidInput", [{ picName: "c", picture: disc(), region: outside }]],
    ["they are no iterable", "InvalidInput", 5 as never],
    ["one of them is nothing", "InvalidInput", [undefined as never]]
  ])("changes nothing when %s", async (_, tag, pictures) => {
    const client = await stocked()
    await expect(client.bulk.replaceAll({ productId: "p", pictures })).rejects.toMatchObject({ reason: { _tag: tag } })
    expect(await held(client)).toEqual(before)
  })

  it("changes nothing when a picture never comes to its end (real time: 50 ms)", async () => {
    const { client, requests } = await documented({})
    const endless = new Readable({ read: () => undefined })
    endless.push(disc().subarray(0, 100))
    const replacing = client.bulk.replaceAll(
      { productId: "p", pictures: [{ picName: "c", picture: endless }] },
      { timeout: 50 }
    )
    await expect(replacing).rejects.toMatchObject({ reason: { _tag: "TimedOut", mayHaveBeenDone: false } })
    expect(requests).toEqual([])
  })

  it("removes first, and tells which addition failed after that", async () => {
    const { client, seen } = await documented(
      {
        DeleteImage: { Data: { PicNames: ["a"] } },
        AddImage: ({ form }, response) => {
          if (form["PicName"] !== "full") return {}
          response.statusCode = 400
          return { Success: false, Code: "InstanceOverQuota", Message: "Full." }
        }
      },
      unpaced
    )
    const pictures = ["b", "full"].map((picName) => ({ picName, picture: disc() }))
    const { removed, results } = await client.bulk.replaceAll({ productId: "p", pictures })
    expect(removed).toEqual(["a"])
    expect(results.map((one) => (one._tag === "Done" ? "done" : one.error.category))).toEqual(["done", "quota"])
    expect(seen[0]).toMatchObject({ action: "DeleteImage", form: { ProductId: "p" } })
    expect(seen.slice(1).map(({ action }) => action)).toEqual(["AddImage", "AddImage"])
  })

  it("adds nothing when the removal is refused", async () => {
    const refused = { Success: false, Code: "InstanceStatusError", Message: "Expired." }
    const { client, seen } = await documented({ DeleteImage: refused }, unpaced)
    const pictures = [{ picName: "b", picture: disc() }]
    await expect(client.bulk.replaceAll({ productId: "p", pictures })).rejects.toMatchObject({
      code: "InstanceStatusError"
    })
    expect(seen).toHaveLength(1)
  })
})

it("a hundred pictures of a product are held at a time", () => {
  expect(mostReplaced).toBe(100)
})
