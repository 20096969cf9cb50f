// How a project of your own tests against the emulator with Vitest: one emulator for the file, reset before each test.

import { startEmulator } from "@imagesearch/emulator"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { countPictures } from "./shop.ts"
import { squarePng } from "./squarePng.ts"

const bearerToken = "any-token"

describe("the shop", () => {
  let emulator: Awaited<ReturnType<typeof startEmulator>>

  beforeAll(async () => {
    emulator = await startEmulator({ bearerToken })
  })
  beforeEach(async () => void (await emulator.control.reset()))
  afterAll(() => emulator.close())

  const count = () => countPictures({ url: emulator.url, instance: emulator.instance, bearerToken })

  it("shows how many pictures there are", async () => {
    const csv = `ProductId,PicName,PictureBase64\nshoe-1,front,${squarePng}\nshoe-2,front,${squarePng}`
    await emulator.control.seed({ csv })
    expect(await count()).toBe(2)
  })

  it("tells its owner to wait while the service refuses", async () => {
    await emulator.control.addFaults({
      operation: "Detail",
      faults: [{ kind: "answer", code: "DeniedRequest" }],
      count: 1
    })
    expect(await count()).toBe("busy")
    expect(await count()).toBe(0)
    expect(await emulator.control.requests({ operation: "Detail", status: 403 })).toHaveLength(1)
  })
})
