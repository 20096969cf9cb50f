import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, upload } from "../client.ts"

describe("one picture's way through the emulator", () => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, instance: "demo", strict: true })
  })
  afterAll(() => emulator.close())

  it("finds an added picture first, with score 1 and its attributes, and no longer after its deletion", async () => {
    for (const seed of [1, 2, 3]) {
      const values = {
        ProductId: `p${seed}`,
        PicName: `p${seed}.png`,
        CategoryId: seed,
        CustomContent: `shape ${seed}`,
        IntAttr: seed,
        StrAttr2: "a b"
      }
      const added = await call(emulator, "AddImage", {
        ...values,
        PicContent: await upload(emulator, await draw({ seed }))
      })
      expect(added.body).toMatchObject({ Success: true, Code: 0, Message: "success", PicInfo: { CategoryId: seed } })
    }
    expect((await call(emulator, "Detail")).body).toMatchObject({
      Success: true,
      Instance: { Name: "demo", TotalCount: 3, Qps: 5, Capacity: 10 }
    })

    const found = await call(emulator, "SearchImageByPic", {
      PicContent: await upload(emulator, await draw({ seed: 2, format: "jpeg" }))
    })
    expect(found.status).toBe(200)
    expect(found.body["Head"]).toMatchObject({ DocsFound: 3, DocsReturn: 3 })
    const [best] = hitsOf(found.body)
    expect(best).toMatchObject({
      ProductId: "p2",
      PicName: "p2.png",
      CategoryId: 2,
      CustomContent: "shape 2",
      IntAttr: 2,
      IntAttr2: 0,
      IntAttr3: 0,
      IntAttr4: 0,
      StrAttr: "",
      StrAttr2: "a b",
      StrAttr3: "",
      StrAttr4: ""
    })
    expect(best?.["Score"]).toBeGreaterThan(0.8)

    const byName = await call(emulator, "SearchImageByName", { ProductId: "p3", PicName: "p3.png" })
    expect(hitsOf(byName.body)[0]).toMatchObject({
      ProductId: "p3",
      Score: 1,
      SortExprValues: "5.37633353624177e+24;0"
    })

    const removed = await call(emulator, "DeleteImage", { ProductId: "p2" })
    expect(removed.body).toMatchObject({ Success: true, Code: 0, Message: "success", Data: { PicNames: ["p2.png"] } })
    const again = await call(emulator, "SearchImageByName", { ProductId: "p2", PicName: "p2.png" })
    expect(again).toMatchObject({ status: 400, body: { Code: "PicNotExist" } })
  })
})

const hitsOf = (body: Record<string, unknown>): readonly Record<string, unknown>[] => {
  const hits = body["Auctions"]
  return Array.isArray(hits) ? hits : []
}
