/** Many calls: paced on the test's own clock, in order, never ahead of need, and each with its own result. */
import { expect, it } from "@effect/vitest"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"
import { describe } from "vitest"
import { defaultConcurrency, mostConcurrency } from "../../src/bulk/makeBulk.ts"
import type { ImageSearch } from "../../src/index.ts"
import { collected } from "../support/collected.ts"
import { documented } from "../support/documented.ts"
import { driven, spacings, type Asked } from "../support/driven.ts"
import { disc } from "../support/picture.ts"

const picture = disc()
const additions = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ productId: `p${at}`, picName: "n", picture }))
const names = (count: number) => Array.from({ length: count }, (_, at) => ({ productId: `p${at}`, picName: "n" }))

const detail = (instance: object) => ({ Detail: { Instance: { Name: "shop", ...instance } } })

/** A fifth is left to the steps of the clock and to what comes late. */
const expectSpacing = (asked: readonly Asked[], action: string, millis: number) => {
  const between = spacings(asked, action)
  expect(Math.min(...between)).toBeGreaterThanOrEqual(millis * 0.8)
  expect(Math.max(...between)).toBeLessThan(millis * 2)
}

/** Settings that take pacing out of a test about something else. */
const unpaced = { rates: { add: 10_000, delete: 10_000, search: 10_000 } }

/** A client whose earlier checks are answered later, and one of which is refused. */
const slowForEarlier = () => {
  let asked = 0
  return documented(
    {
      CheckImageExists: async ({ form }, response) => {
        asked += 1
        await new Promise((resolve) => setTimeout(resolve, 60 - 10 * asked))
        if (form["ProductId"] !== "gone") return { Exists: true }
        response.statusCode = 400
        return { Success: false, Code: "PicNotExist", Message: "No." }
      }
    },
    unpaced
  )
}

/** Deletions without end, and what was taken of them. */
const endless = (kind: "plain" | "asynchronous") => {
  let given = 0
  let isClosed = false
  function* plain() {
    try {
      for (;;) {
        given += 1
        yield { productId: `p${given}` }
      }
    } finally {
      isClosed = true
    }
  }
  async function* asynchronous() {
    yield* plain()
  }
  return { items: kind === "plain" ? plain() : asynchronous(), given: () => given, isClosed: () => isClosed }
}

describe("the pace", () => {
  it.effect.each([
    ["once a second on the smallest instance", { Capacity: 10, Qps: 5 }, 1_000],
    ["five times a second on a larger one", { Capacity: 100, Qps: 5 }, 200]
  ] as const)("adds %s", ([_, instance, spacing]) =>
    Effect.gen(function* () {
      const { exit, asked } = yield* driven({
        answers: { ...detail(instance), AddImage: {} },
        run: ({ bulk }) => Stream.runCollect(bulk.addImages(additions(5))),
        stepMillis: spacing / 10
      })
      expect(exit._tag).toBe("Success")
      expect(spacings(asked, "AddImage")).toHaveLength(4)
      expectSpacing(asked, "AddImage", spacing)
      expect(asked.filter(({ action }) => action === "Detail")).toHaveLength(1)
    })
  )

  it.effect.each([
    ["UpdateImage", ({ bulk }: ImageSearch["Service"]) => Stream.runDrain(bulk.updateImages(names(6)))],
    ["DeleteImage", ({ bulk }: ImageSearch["Service"]) => Stream.runDrain(bulk.deleteImages(names(6)))]
  ] as const)("of %s is 20 a second, and no Detail is asked for it", ([action, run]) =>
    Effect.gen(function* () {
      const { asked } = yield* driven({ answers: { [action]: {}, Detail: {} }, run, stepMillis: 5 })
      expect(spacings(asked, action)).toHaveLength(5)
      expectSpacing(asked, action, 50)
      expect(asked.some((one) => one.action === "Detail")).toBe(false)
    })
  )

  it.effect("of checks is the rate of searches that was bought, and Detail is asked once for all of them", () =>
    Effect.gen(function* () {
      const { asked } = yield* driven({
        answers: { ...detail({ Capacity: 10, Qps: 10 }), CheckImageExists: { Exists: true } },
        run: ({ bulk }) =>
          Effect.andThen(Stream.runCollect(bulk.exists(names(3))), Stream.runCollect(bulk.exists(names(3)))),
        stepMillis: 10
      })
      expect(spacings(asked, "CheckImageExists")).toHaveLength(5)
      expectSpacing(asked, "CheckImageExists", 100)
      expect(asked.filter(({ action }) => action === "Detail")).toHaveLength(1)
    })
  )

  it.effect("of a key that may not ask for Detail is that of the smallest instance", () =>
    Effect.gen(function* () {
      const { asked } = yield* driven({
        answers: {
          Detail: (_, response) => {
            response.statusCode = 403
            return { Success: false, Code: "Console.NoPermission", Message: "No." }
          },
          AddImage: {}
        },
        run: ({ bulk }) => Stream.runCollect(bulk.addImages(additions(3)))
      })
      expectSpacing(asked, "AddImage", 1_000)
    })
  )

  it.effect("that the settings give goes before all of them", () =>
    Effect.gen(function* () {
      const { asked } = yield* driven({
        answers: { ...detail({ Capacity: 10 }), AddImage: {} },
        run: ({ bulk }) => Stream.runCollect(bulk.addImages(additions(4))),
        settings: { rates: { add: 2 } }
      })
      expectSpacing(asked, "AddImage", 500)
      expect(asked.some(({ action }) => action === "Detail")).toBe(false)
    })
  )
})

describe("results", () => {
  it("come in the order of the items, whatever is answered first, and a failure is that of its item", async () => {
    const { client, seen } = await slowForEarlier()
    const items = [...names(3), { productId: "", picName: "n" }, { productId: "gone", picName: "n" }, ...names(2)]
    const results = await collected(client.bulk.exists(items, { concurrency: 7, retry: { attempts: 1 } }))
    expect(results.map(({ index, input }) => [index, input])).toEqual(items.map((item, index) => [index, item]))
    expect(results.map((one) => (one._tag === "Done" ? one.output.exists : one.error.category))).toEqual([
      true,
      true,
      true,
      "invalid",
      "notFound",
      true,
      true
    ])
    // Six calls: the one that does not fit was not sent.
    expect(seen).toHaveLength(6)
  })

  it("of an empty source are none", async () => {
    const { client } = await documented({})
    expect(await collected(client.bulk.deleteImages([]))).toEqual([])
  })
})

describe("the source", () => {
  it.each(["plain", "asynchronous"] as const)(
    "that is %s is read no faster than it is worked off (real time: 100 ms)",
    async (kind) => {
      const { client, seen } = await documented({ DeleteImage: {} }, unpaced)
      const source = endless(kind)
      let taken = 0
      for await (const _ of client.bulk.deleteImages(source.items, { concurrency: 3 })) {
        taken += 1
        // Three under way, one that is handed over, one that waits.
        expect(source.given()).toBeLessThanOrEqual(taken + 5)
        if (taken === 20) break
      }
      expect(source.isClosed()).toBe(true)
      await new Promise((resolve) => setTimeout(resolve, 50))
      const atEnd = seen.length
      await new Promise((resolve) => setTimeout(resolve, 50))
      expect(seen.length).toBe(atEnd)
    }
  )

  it("that fails gives its results first, and then its own error as the cause", async () => {
    const { client } = await documented({ DeleteImage: {} }, unpaced)
    const cause = new Error("the file ended early")
    async function* failing() {
      yield* names(3)
      throw cause
    }
    const results: Array<number> = []
    const iterate = async () => {
      for await (const { index } of client.bulk.deleteImages(failing())) results.push(index)
    }
    await expect(iterate()).rejects.toMatchObject({
      cause,
      reason: { _tag: "InvalidInput", issues: [{ field: "items", problem: "could not be read to their end" }] }
    })
    expect(results).toEqual([0, 1, 2])
  })

  it("is closed by an abort, which ends calls under way with the signal's reason", async () => {
    const { client, seen } = await documented({ DeleteImage: () => new Promise(() => {}) }, unpaced)
    const source = endless("asynchronous")
    const controller = new AbortController()
    const reason = new Error("no longer needed")
    const iterating = collected(client.bulk.deleteImages(source.items, { signal: controller.signal }))
    while (seen.length < defaultConcurrency) await new Promise((resolve) => setTimeout(resolve, 5))
    controller.abort(reason)
    await expect(iterating).rejects.toBe(reason)
    expect(source.isClosed()).toBe(true)
    expect(seen).toHaveLength(defaultConcurrency)
  })

  it.each([undefined, null, 5, "text", {}])("%j is refused by name", async (items) => {
    const { client } = await documented({})
    await expect(collected(client.bulk.addImages(items as never))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "items" }] }
    })
  })

  it.each([0, 17, 1.5, Number.NaN, "4"])("a concurrency of %j is refused", async (concurrency) => {
    const { client } = await documented({})
    const options = { concurrency: concurrency as number }
    await expect(collected(client.bulk.addImages([], options))).rejects.toMatchObject({
      reason: { _tag: "InvalidInput", issues: [{ field: "concurrency" }] }
    })
  })
})

it("four calls are under way unless told otherwise, and sixteen at most", () => {
  expect([defaultConcurrency, mostConcurrency]).toEqual([4, 16])
})
