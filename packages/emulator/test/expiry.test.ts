import { describe, expect, it } from "vitest"
import { startEmulator } from "../src/index.ts"
import { authorize, call, draw, KEY, upload } from "./client.ts"

describe("an instance that expires", () => {
  it("refuses every call on pictures and tasks from that moment on, and still says what it is", async () => {
    let nowMs = Date.now()
    const expiresMs = nowMs + 1_000
    await using emulator = await startEmulator({ ...KEY, expiresMs, serviceType: 99, clock: () => nowMs })
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    const key = { ProductId: "p", PicName: "a" }
    expect((await call(emulator, "AddImage", { ...key, PicContent })).body).toMatchObject({ Success: true })
    nowMs = expiresMs

    const outcome = async (action: string, values = {}) => {
      const { status, body } = await call(emulator, action, values)
      return [status, body["Code"]]
    }
    for (const action of [
      "AddImage",
      "UpdateImage",
      "DeleteImage",
      "SearchImageByPic",
      "SearchImageByName",
      "SearchImageByText",
      "SearchImageByFilter",
      "CompareSimilarByImage",
      "CheckImageExists"
    ])
      expect([action, ...(await outcome(action, key))]).toEqual([action, 400, "InstanceStatusError"])
    for (const action of ["DumpMeta", "IncreaseInstance"])
      expect(await outcome(action)).toEqual([409, "Console.InstanceStatusError"])
    for (const action of ["DumpMetaList", "IncreaseList"]) expect(await outcome(action)).toEqual([200, undefined])
    expect((await call(emulator, "Detail")).body).toMatchObject({
      Instance: { TotalCount: 1, ServiceType: 99, UtcExpireTime: String(expiresMs) }
    })
    expect((await authorize(emulator)).ObjectKey).not.toBe("")
  })
})
