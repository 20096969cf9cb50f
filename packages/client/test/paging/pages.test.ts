import { Readable } from "node:stream"
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe } from "vitest"
import { ImageSearch } from "../../src/index.ts"
import { collected } from "../support/collected.ts"
import { documented, type Seen } from "../support/documented.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"

/** A search that has so many hits, and gives those of the window that is asked for. */
const hitsOf =
  (total: number) =>
  ({ form }: Seen) => {
    const [start, num] = [Number(form["Start"]), Number(form["Num"])]
    const count = Math.max(0, Math.min(num, total - start))
    return { Auctions: Array.from({ length: count }, (_, at) => ({ ProductId: `p${start + at}`, PicName: "n" })) }
  }

const windows = (seen: readonly Seen[]) => seen.map(({ form }) => [Number(form["Start"]), Number(form["Num"])])

/** The hops of an upload. */
const stored = ["AuthorizeFileUpload", "PostObject"]

const named = { productId: "p", picName: "n" }

describe("pages of a search", () => {
  it.each([
    [
      "ends with its last hit",
      250,
      {},
      [
        [0, 100],
        [100, 100],
        [200, 100]
      ]
    ],
    [
      "asks once more when the last page was full",
      200,
      {},
      [
        [0, 100],
        [100, 100],
        [200, 100]
      ]
    ],
    [
      "ends at 500, beyond which the service gives nothing",
      9_000,
      {},
      [
        [0, 100],
        [100, 100],
        [200, 100],
        [300, 100],
        [400, 100]
      ]
    ],
    [
      "cuts the last page to the window",
      9_000,
      { num: 90, start: 300 },
      [
        [300, 90],
        [390, 90],
        [480, 20]
      ]
    ],
    ["asks once where there is nothing", 0, {}, [[0, 100]]]
  ] as const)("%s", async (_, total, window, expected) => {
    const { client, seen } = await documented({ SearchImageByName: hitsOf(total) })
    const pages = await collected(client.pages.byName({ ...named, ...window }))
    expect(windows(seen)).toEqual(expected)
    const ids = pages.flatMap(({ hits }) => hits.map(({ productId }) => productId))
    const start = "start" in window ? window.start : 0
    expect(ids).toEqual(Array.from({ length: Math.min(total, 500) - start }, (__, at) => `p${start + at}`))
    expect(pages.every(({ requestId }) => requestId === "R")).toBe(true)
  })

  it.each([
    [{ start: 495 }, [[495, 5]]],
    [{ start: 450, num: 100 }, [[450, 50]]]
  ])("of a picture begin near the end of the window, as those of a name do: %o", async (window, expected) => {
    const { client, seen } = await documented({
      SearchImageByPic: hitsOf(9_000),
      SearchImageByName: hitsOf(9_000)
    })
    await collected(client.pages.byPicture({ picture: disc(), ...window }))
    await collected(client.pages.byName({ ...named, ...window }))
    expect(windows(seen)).toEqual([...expected, ...expected])
  })

  it.each([0, -7, 1.5, 101, 1_000])("of %d hits are refused by that number, with nothing sent", async (num) => {
    const { client, requests } = await documented({})
    const issues = [{ field: "num", problem: "must be a whole number from 1 to 100", value: `${num}` }]
    for (const pages of [client.pages.byName({ ...named, num }), client.pages.byPicture({ picture: disc(), num })]) {
      await expect(collected(pages)).rejects.toMatchObject({ reason: { _tag: "InvalidInput", issues } })
    }
    expect(requests).toEqual([])
  })

  it("a short page of distinct products may not be the last, so an empty one ends them", async () => {
    const answers = [40, 30, 0]
    const { client, seen } = await documented({
      SearchImageByText: () => ({
        Auctions: Array.from({ length: answers.shift() ?? 0 }, (_, at) => ({ ProductId: `p${at}`, PicName: "n" }))
      })
    })
    const pages = await collected(client.pages.byText({ text: "shoe", distinctProductId: true }))
    expect(pages.map(({ hits }) => hits.length)).toEqual([40, 30])
    expect(windows(seen)).toEqual([
      [0, 100],
      [100, 100],
      [200, 100]
    ])
  })

  it("are asked for one at a time, and no more once the loop is left", async () => {
    const { client, seen } = await documented({ SearchImageByFilter: hitsOf(9_000) })
    for await (const { hits } of client.pages.byFilter({ filter: "int_attr>0", num: 10 })) {
      expect(hits).toHaveLength(10)
      if (seen.length === 2) break
    }
    expect(seen).toHaveLength(2)
  })

  it("store a picture with the first, and name its address with the others", async () => {
    const { client, requests, seen } = await documented({ SearchImageByPic: hitsOf(250) })
    const pages = await collected(client.pages.byPicture({ picture: disc(), crop: false }))
    expect(pages.map(({ hits }) => hits.length)).toEqual([100, 100, 50])
    expect(requests).toEqual([...stored, "SearchImageByPic", "SearchImageByPic", "SearchImageByPic"])
    expect(new Set(seen.map(({ form }) => form["PicContent"])).size).toBe(1)
    expect(seen.map(({ form }) => form["Crop"])).toEqual(["false", "false", "false"])
    expect(pages.map(({ attempts }) => attempts.map(({ operation }) => operation))).toEqual([
      [...stored, "SearchImageByPic"],
      ["SearchImageByPic"],
      ["SearchImageByPic"]
    ])
  })

  it("read a stream once, and search with all of it for each page", async () => {
    const { client, requests } = await documented({ SearchImageByPic: hitsOf(150) })
    const stream = Readable.from([disc()])
    expect(await collected(client.pages.byPicture({ picture: stream }))).toHaveLength(2)
    expect(requests.filter((action) => action === "PostObject")).toHaveLength(1)
  })

  it("store a picture anew for each search", async () => {
    const { client, requests } = await documented({ SearchImageByPic: hitsOf(150) })
    for (const times of [1, 2]) {
      expect(await collected(client.pages.byPicture({ picture: disc() }))).toHaveLength(2)
      expect(requests.filter((action) => action === "PostObject")).toHaveLength(times)
    }
  })

  it.each([
    [400, "InvalidPicUrl"],
    [500, "PictureError"],
    [404, "PicNotExist"]
  ])("store a picture again where the service has it no more: %d %s", async (status, Code) => {
    const gone = new Set<string | undefined>()
    const { client, requests, seen } = await documented({
      SearchImageByPic: (one, response) => {
        const address = one.form["PicContent"]
        if (gone.has(address)) response.statusCode = status
        const answer = gone.has(address) ? { Success: false, Code, Message: "Gone." } : hitsOf(350)(one)
        if (one.form["Start"] === "100") gone.add(address)
        return answer
      }
    })
    const pages = await collected(client.pages.byPicture({ picture: disc() }, { retry: { attempts: 1 } }))
    expect(pages.map(({ hits }) => hits.length)).toEqual([100, 100, 100, 50])
    const search = "SearchImageByPic"
    expect(requests).toEqual([...stored, search, search, search, ...stored, search, search])
    expect(pages[2]?.attempts.map(({ operation, code }) => [operation, code])).toEqual([
      [search, Code],
      ["AuthorizeFileUpload", undefined],
      ["PostObject", undefined],
      [search, undefined]
    ])
    expect(pages[2]?.raw).toMatchObject({ RequestId: "R" })
    expect(new Set(seen.map(({ form }) => form["PicContent"])).size).toBe(2)
  })

  it("end with the refusal where a fresh upload is refused too, and with every attempt", async () => {
    const { client, requests } = await documented({
      SearchImageByPic: (one, response) => {
        if (one.form["Start"] === "0") return hitsOf(500)(one)
        response.statusCode = 400
        return { Success: false, Code: "InvalidPicUrl", Message: "No." }
      }
    })
    const error = await failure(collected(client.pages.byPicture({ picture: disc() })))
    expect(error).toMatchObject({ operation: "SearchImageByPic", code: "InvalidPicUrl" })
    expect(error.attempts?.map(({ operation }) => operation)).toEqual([
      "SearchImageByPic",
      ...stored,
      "SearchImageByPic"
    ])
    expect(requests).toHaveLength(7)
  })

  it("store nothing again where the service is busy or refuses the key", async () => {
    for (const [status, Code] of [
      [403, "DeniedRequest"],
      [503, "ServiceUnavailable"],
      [403, "NoPermission"]
    ] as const) {
      const { client, requests } = await documented({
        SearchImageByPic: (one, response) => {
          if (one.form["Start"] === "0") return hitsOf(500)(one)
          response.statusCode = status
          return { Success: false, Code, Message: "No." }
        }
      })
      const pages = client.pages.byPicture({ picture: disc() }, { retry: { attempts: 1 } })
      expect(await failure(collected(pages))).toMatchObject({ code: Code })
      expect(requests).toEqual([...stored, "SearchImageByPic", "SearchImageByPic"])
    }
  })

  it("fail by name for a start outside of the window, with nothing sent", async () => {
    const { client, requests } = await documented({})
    await expect(collected(client.pages.byName({ ...named, start: 500 }))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "start" }] }
    })
    await expect(collected(client.pages.byPicture({ picture: "nowhere.jpg" }))).rejects.toMatchObject({
      reason: { _tag: "InvalidPicture" }
    })
    await expect(collected(client.pages.byPicture({ picture: 5 as never }))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "picture" }] }
    })
    const region = { x1: 0, x2: 999, y1: 0, y2: 9 }
    await expect(collected(client.pages.byPicture({ picture: disc(), region }))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "region" }] }
    })
    expect(requests).toEqual([])
  })

  it("throw the signal's reason, also when it comes between two pages", async () => {
    const { client, seen } = await documented({ SearchImageByName: hitsOf(9_000) })
    const controller = new AbortController()
    const reason = new Error("no longer needed")
    const iterate = async () => {
      for await (const _ of client.pages.byName(named, { signal: controller.signal })) controller.abort(reason)
    }
    await expect(iterate()).rejects.toBe(reason)
    expect(seen).toHaveLength(1)
  })

  it.live("are a stream of Effect", () =>
    Effect.gen(function* () {
      const { config, seen } = yield* Effect.promise(() => documented({ SearchImageByName: hitsOf(9_000) }))
      const hits = yield* Effect.gen(function* () {
        const search = yield* ImageSearch
        return yield* search.pages.byName(named).pipe(
          Stream.flatMap(({ hits: found }) => Stream.fromIterable(found)),
          Stream.take(150),
          Stream.runCollect
        )
      }).pipe(Effect.provide(ImageSearch.layer(config, {})))
      expect(hits).toHaveLength(150)
      expect(seen).toHaveLength(2)
    })
  )
})

describe("pages of a list", () => {
  const tasksOf =
    (total: number) =>
    ({ query }: Seen) => {
      const [page, size] = [Number(query["PageNumber"]), Number(query["PageSize"])]
      const count = Math.max(0, Math.min(size, total - (page - 1) * size))
      const tasks = Array.from({ length: count }, (_, at) => ({ Id: (page - 1) * size + at, Status: "SUCCESS" }))
      const frame = { PageNumber: page, PageSize: size, TotalCount: total }
      return { Data: { ...frame, DumpMetaList: tasks, Increments: { Instance: tasks } } }
    }

  it("end with the last task", async () => {
    const { client, seen } = await documented({ DumpMetaList: tasksOf(65), IncreaseList: tasksOf(20) })
    const exports = await collected(client.pages.listExports())
    expect(exports.flatMap(({ tasks }) => tasks)).toHaveLength(65)
    const batches = await collected(client.pages.listBatches({ pageSize: 10, bucketName: "b", pageNumber: 2 }))
    expect(batches.flatMap(({ tasks }) => tasks.map(({ id }) => id))).toEqual(
      Array.from({ length: 10 }, (_, at) => String(10 + at))
    )
    expect(seen.map(({ action, query }) => [action, query["PageNumber"], query["PageSize"]])).toEqual([
      ["DumpMetaList", "1", "30"],
      ["DumpMetaList", "2", "30"],
      ["DumpMetaList", "3", "30"],
      ["IncreaseList", "2", "10"]
    ])
  })
})
