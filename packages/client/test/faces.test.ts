/**
 * Two faces, one behaviour: every operation through the Effect service and through promises, against the same server.
 * The table has one row for each operation, which the compiler sees to.
 */
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe, expect, it } from "vitest"
import { ImageSearch, ImageSearchError, type CallOptions, type OperationTypes } from "../src/index.ts"
import type { ImageSearchClient } from "../src/promise.ts"
import { collected } from "./support/collected.ts"
import { documented, type Answer, type Documented } from "./support/documented.ts"
import { disc } from "./support/picture.ts"

type Name = keyof OperationTypes

interface Row<Input> {
  /** The wire's name. */
  readonly action: string
  /** `undefined` for operations that take none. */
  readonly input: [Input] extends [never] ? undefined : Input
  readonly answer: object
  readonly output: object
}

const named = { productId: "p", picName: "n" }
const hit = { ProductId: "p", PicName: "n", IntAttr: 2, Score: 0.5 }
const hits = [{ productId: "p", picName: "n", intAttr: 2, score: 0.5 }]
const search = { Auctions: [hit], Head: { DocsFound: 1, DocsReturn: 9, SearchTime: 4 } }
const PicInfo = { CategoryId: 3, Region: "1,5,2,6" }
const started = { id: "500", status: "PROCESSING" }

const rows: { readonly [Each in Name]: Row<OperationTypes[Each]["input"]> } = {
  addImage: {
    action: "AddImage",
    input: { ...named, picture: disc(), intAttr: -2, strAttr: "red" },
    answer: { PicInfo },
    output: { picture: { categoryId: 3, subject: { x1: 1, x2: 5, y1: 2, y2: 6 } } }
  },
  updateImage: { action: "UpdateImage", input: { ...named, intAttr3: 4 }, answer: {}, output: {} },
  deleteImage: {
    action: "DeleteImage",
    input: { filter: "int_attr=1" },
    answer: { Data: { PicNames: ["n"] } },
    output: { picNames: ["n"] }
  },
  byPicture: {
    action: "SearchImageByPic",
    input: { picture: disc(), num: 3, scoreThreshold: 0.2 },
    answer: { ...search, PicInfo },
    output: { hits, total: 9, searchMillis: 4, picture: { categoryId: 3 } }
  },
  byName: { action: "SearchImageByName", input: { ...named, start: 7 }, answer: search, output: { hits, total: 9 } },
  byText: {
    action: "SearchImageByText",
    input: { text: "红 shoe", distinctProductId: true },
    answer: search,
    output: { hits, total: 9 }
  },
  byFilter: { action: "SearchImageByFilter", input: { filter: "int_attr>1" }, answer: search, output: { hits } },
  exists: {
    action: "CheckImageExists",
    input: named,
    answer: { Exists: true, Auctions: hit },
    output: { exists: true, stored: hits[0] }
  },
  compare: {
    action: "CompareSimilarByImage",
    input: { primary: disc(), secondary: disc({ radius: 30 }) },
    answer: { Score: 0.75 },
    output: { score: 0.75 }
  },
  detail: {
    action: "Detail",
    input: undefined,
    answer: { Instance: { Name: "shop", Capacity: 10, Qps: 5 } },
    output: { instance: { name: "shop", capacityPictures: 100_000, searchesPerSecond: 5 } }
  },
  startExport: {
    action: "DumpMeta",
    input: undefined,
    answer: { Data: { Id: "500", DumpMetaStatus: "PROCESSING" } },
    output: { task: started }
  },
  listExports: {
    action: "DumpMetaList",
    input: { pageNumber: 2 },
    answer: { Data: { DumpMetaList: [{ Id: 500, Status: "SUCCESS" }], TotalCount: 1 } },
    output: { tasks: [{ id: "500", status: "SUCCESS" }], total: 1 }
  },
  startBatch: {
    action: "IncreaseInstance",
    input: { bucketName: "b", path: "/a" },
    answer: { Data: { Id: "500", IncrementStatus: "PROCESSING" } },
    output: { task: started }
  },
  listBatches: {
    action: "IncreaseList",
    input: { id: "500" },
    answer: { Data: { Increments: { Instance: [{ Id: 500, Status: "FAIL" }] }, TotalCount: 1 } },
    output: { tasks: [{ id: "500", status: "FAIL" }], total: 1 }
  }
}

/** A method of either face: each row's input fits its own method, which no type of a table can say. */
type Method<Result> = (...parameters: readonly unknown[]) => Result

const parametersOf = (name: Name, input: unknown, options?: CallOptions): readonly unknown[] =>
  name === "detail" || name === "startExport" ? [options] : [input, options]

const byEffect = (name: Name, input: unknown, { config }: Documented): Promise<unknown> =>
  Effect.flatMap(ImageSearch, (service) =>
    (service[name] as Method<Effect.Effect<unknown, ImageSearchError>>)(...parametersOf(name, input))
  ).pipe(Effect.provide(ImageSearch.layer(config, {})), Effect.runPromise)

const byPromise = (name: Name, input: unknown, { client }: Documented): Promise<unknown> =>
  (client[name] as Method<Promise<unknown>>)(...parametersOf(name, input))

const faces = [byEffect, byPromise]

/** What both faces made of it, and what they sent; the addresses of uploads and times differ. */
const outcomes = async (name: Name, input: unknown, answers: Readonly<Record<string, Answer>>) => {
  const results: Array<unknown> = []
  for (const face of faces) {
    const server = await documented(answers)
    const outcome = await face(name, input, server).then(comparable, (error: unknown) => comparable(error))
    const sent = server.seen.map(({ action, query, form }) => ({ action, query, form: withoutAddresses(form) }))
    results.push({ outcome, sent, requests: [...server.requests].toSorted() })
  }
  return results
}

const withoutAddresses = (form: Readonly<Record<string, string>>) =>
  Object.fromEntries(Object.entries(form).map(([name, value]) => [name, name.endsWith("PicContent") ? "url" : value]))

const comparable = (outcome: unknown): unknown => {
  if (outcome instanceof ImageSearchError) {
    const { operation, reason, requestId, category, code, advice, attempts = [] } = outcome
    return { operation, reason, requestId, category, code, advice, attempts: attempts.map(({ status }) => status) }
  }
  if (outcome instanceof Error) throw outcome
  const { attempts, ...rest } = outcome as { readonly attempts: ReadonlyArray<{ readonly operation: string }> } // a result
  return { ...rest, operations: attempts.map(({ operation }) => operation).toSorted() }
}

const names = Object.keys(rows) as readonly Name[] // its keys are the names

describe.each(names)("%s", (name) => {
  const { action, input, answer, output } = rows[name]

  it("sends the same and gives the same through both faces", async () => {
    const [effect, promise] = await outcomes(name, input, { [action]: answer })
    expect(effect).toEqual(promise)
    expect(promise).toMatchObject({ outcome: { ...output, requestId: "R" }, sent: [{ action }] })
  })

  it("fails alike when the service refuses", async () => {
    const refusal: Answer = (_, response) => {
      response.statusCode = 403
      return { Success: false, Code: "NoPermission", Message: "No." }
    }
    const [effect, promise] = await outcomes(name, input, { [action]: refusal })
    expect(effect).toEqual(promise)
    expect(promise).toMatchObject({
      outcome: { operation: action, code: "NoPermission", category: "permission", requestId: "R" }
    })
  })

  it("takes a time limit, refuses a wrong one, and ends by a signal", async () => {
    const { client, requests } = await documented({ [action]: answer })
    const method = client[name] as Method<Promise<unknown>>
    await expect(method(...parametersOf(name, input, { timeout: -1 }))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "timeout" }] }
    })
    const reason = new Error("no longer needed")
    const aborted = { signal: AbortSignal.abort(reason) }
    await expect(method(...parametersOf(name, input, aborted as CallOptions))).rejects.toBe(reason)
    expect(requests).toEqual([])
  })
})

describe("pages, waits and bulk", () => {
  const answers = {
    SearchImageByName: search,
    DumpMetaList: rows.listExports.answer,
    DeleteImage: rows.deleteImage.answer
  }
  const viaPromise = async ({ pages, wait, bulk }: ImageSearchClient) => [
    (await collected(pages.byName(named))).map(({ hits: found }) => found),
    await wait.export("500"),
    (await collected(bulk.deleteImages([named, { productId: "" }]))).map(({ _tag, index }) => [_tag, index])
  ]
  const viaEffect = Effect.gen(function* () {
    const { pages, wait, bulk } = yield* ImageSearch
    return [
      (yield* Stream.runCollect(pages.byName(named))).map(({ hits: found }) => found),
      yield* wait.export("500"),
      (yield* Stream.runCollect(bulk.deleteImages([named, { productId: "" }]))).map(({ _tag, index }) => [_tag, index])
    ]
  })

  it("send the same and give the same through both faces", async () => {
    const one = await documented(answers)
    const promise = await viaPromise(one.client)
    const other = await documented(answers)
    const effect = await Effect.runPromise(Effect.provide(viaEffect, ImageSearch.layer(other.config, {})))
    expect(effect).toEqual(promise)
    expect(promise).toMatchObject([
      [hits],
      { id: "500", status: "SUCCESS" },
      [
        ["Done", 0],
        ["Failed", 1]
      ]
    ])
    expect(other.seen).toEqual(one.seen)
  })
})
