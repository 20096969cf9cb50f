import { describe, expect, it } from "vitest"
import { type EmulatorOptions, startEmulator } from "../../src/index.ts"
import { Limiter } from "../../src/limiter/Limiter.ts"
import { classOf, ratesOf } from "../../src/limiter/rates.ts"
import { call, draw, KEY, prepare, send, type Target, upload } from "../client.ts"

const NOW = Date.UTC(2026, 10, 24, 5, 11, 34)

describe("the bought rates", () => {
  it("are those of the documents for the size and the searches per second of the instance", () => {
    expect(ratesOf({ capacity: 10, qps: 5 })).toEqual({
      add: 1,
      delete: 20,
      update: 20,
      search: 5,
      detail: 1,
      dumpMeta: 1,
      dumpMetaList: 1,
      increaseInstance: 1,
      increaseList: 1
    })
    expect(ratesOf({ capacity: 250, qps: 10 })).toMatchObject({ add: 5, search: 10 })
  })

  it("hold for the older versions too", () => {
    expect(["SearchImage", "SearchItem", "AddItem", "DeleteItem"].map(classOf)).toEqual([
      "search",
      "search",
      "add",
      "delete"
    ])
  })
})

describe("the limiter", () => {
  it("counts each class for itself, and all searches together", () => {
    const limiter = new Limiter("fixed", { search: 1, add: 1 }, () => NOW)
    limiter.enter("SearchImageByPic")
    limiter.enter("AddImage")
    expect(() => limiter.enter("SearchImageByName")).toThrow(
      expect.objectContaining({
        code: "DeniedRequest",
        status: 403,
        message: "Your request was denied due to instance flow control."
      })
    )
  })

  it("refuses Detail with 400, as documented", () => {
    const limiter = new Limiter("sliding", { detail: 1 }, () => NOW)
    limiter.enter("Detail")
    expect(() => limiter.enter("Detail")).toThrow(expect.objectContaining({ code: "DeniedRequest", status: 400 }))
  })

  it("lets everything through when it is off, and what no rate is known of always", () => {
    const off = new Limiter("off", { detail: 1 }, () => NOW)
    const on = new Limiter("fixed", { detail: 1 }, () => NOW)
    for (let count = 0; count < 5; count += 1) {
      expect(off.enter("Detail")).toBeTypeOf("function")
      expect(on.enter("AuthorizeFileUpload")).toBeTypeOf("function")
    }
  })
})

/** Signatures made in this test carry the real date, so the clock stands still at one that is right. */
const STARTED = Date.now()

/** The statuses of so many calls of DeleteImage at one moment. */
const statuses = async (emulator: Target, count: number): Promise<readonly number[]> => {
  const all: number[] = []
  for (let at = 0; at < count; at += 1) all.push((await call(emulator, "DeleteImage", { ProductId: "p" })).status)
  return all
}

describe("a running emulator", () => {
  it.each<[string, Partial<EmulatorOptions>, readonly number[]]>([
    ["off, without an option", {}, [200, 200, 200]],
    ["in fixed windows, when rates are given alone", { limits: { delete: 2 } }, [200, 200, 403]],
    ["in sliding windows", { limiter: "sliding", limits: { delete: 1 } }, [200, 403, 403]],
    ["by a bucket", { limiter: "bucket", limits: { delete: 2 } }, [200, 200, 403]],
    ["by concurrency, one call after the other", { limiter: "concurrency", limits: { delete: 1 } }, [200, 200, 200]],
    ["off, whatever the rates are", { limiter: "off", limits: { delete: 1 } }, [200, 200, 200]]
  ])("limits calls %s", async (_, options, expected) => {
    await using emulator = await startEmulator({ ...KEY, ...options, clock: () => STARTED })
    expect(await statuses(emulator, 3)).toEqual(expected)
  })

  it("lets calls in again when its clock has moved on", async () => {
    let moved = 0
    await using emulator = await startEmulator({ ...KEY, limits: { delete: 1 }, clock: () => STARTED + moved })
    expect(await statuses(emulator, 2)).toEqual([200, 403])
    moved = 1_000
    expect(await statuses(emulator, 2)).toEqual([200, 403])
  })

  it("counts calls that it refuses for their parameters, but not those with a wrong signature", async () => {
    await using emulator = await startEmulator({ ...KEY, limits: { delete: 1 }, clock: () => STARTED })
    const request = prepare(emulator, "DeleteImage", { InstanceName: emulator.instance })
    expect((await send(emulator.url, { ...request, body: "changed" })).body).toMatchObject({
      Code: "SignatureDoesNotMatch"
    })
    expect((await call(emulator, "DeleteImage", {})).body).toMatchObject({ Code: "NoSpecifiedProductId" })
    expect(await statuses(emulator, 1)).toEqual([403])
  })

  it("lets no more calls run at the same time than were bought, by concurrency", async () => {
    await using emulator = await startEmulator({ ...KEY, limiter: "concurrency", limits: { add: 1 } })
    const PicContent = await upload(emulator, await draw({ seed: 1, width: 1_200, height: 1_200 }))
    const adds = Array.from({ length: 4 }, (_, at) =>
      call(emulator, "AddImage", { ProductId: `${at}`, PicName: "a", PicContent })
    )
    const all = (await Promise.all(adds)).map(({ status }) => status)
    expect(all).toContain(200)
    expect(all).toContain(403)
    expect((await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent })).status).toBe(200)
  })
})
