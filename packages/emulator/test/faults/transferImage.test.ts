// The service's own fetch of an uploaded picture, slowed down or broken by a fault script.

import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fault } from "../../src/control/index.ts"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, upload } from "../client.ts"

describe("the transfer of an uploaded picture", () => {
  let emulator: Emulator
  let PicContent = ""

  beforeEach(async () => {
    emulator = await startEmulator({ ...KEY, endpoints: 2 })
    PicContent = await upload(emulator, await draw({ seed: 1 }))
  })
  afterEach(() => emulator.close())

  const meet = (...faults: readonly Fault[]) => emulator.control.addFaults({ operation: "TransferImage", faults })
  const add = (url = emulator.url) => call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent }, url)
  const callOf = (action: string) => {
    if (action === "AddImage") return add()
    const pictures = { PrimaryPicContent: PicContent, SecondaryPicContent: PicContent }
    return call(emulator, action, action === "SearchImageByPic" ? { PicContent } : pictures)
  }

  it("that lasts 5 s is TimeoutForTransferImage for each operation that has one (real time: the documented 5 s)", async () => {
    await meet({ kind: "delay", delayMs: 5_000 }, { kind: "drip", bytes: 1, everyMs: 1_000 })
    const replies = await Promise.all(["AddImage", "SearchImageByPic", "CompareSimilarByImage"].map(callOf))
    for (const { status, body } of replies) {
      expect({ status, code: body["Code"], message: body["Message"] }).toEqual({
        status: 400,
        code: "TimeoutForTransferImage",
        message: "Timeout after 5 seconds waiting for images transfer to complete."
      })
    }
    expect((await call(emulator, "Detail")).body).toMatchObject({ Instance: { TotalCount: 0 } })
    const waited = await emulator.control.requests({ status: 400 })
    // A timer may fire a millisecond early.
    for (const { elapsedMs } of waited) expect(elapsedMs).toBeGreaterThanOrEqual(4_999)
  }, 20_000)

  it("that is only slow succeeds (real time, 60 ms)", async () => {
    await meet({ kind: "delay", delayMs: 60 })
    expect((await add()).body).toMatchObject({ Success: true })
    const [recorded] = await emulator.control.requests({ operation: "AddImage" })
    expect(recorded?.elapsedMs).toBeGreaterThanOrEqual(59)
  })

  it.each<Fault>([
    { kind: "answer" },
    { kind: "reset" },
    { kind: "truncate", bytes: 9 },
    { kind: "wrongLength", by: 1 }
  ])("that is broken by %j is PictureError", async (fault) => {
    await meet(fault)
    expect(await add()).toMatchObject({
      status: 500,
      body: { Code: "PictureError", Message: "[download] Img Download Failed." }
    })
  })

  it("meets only the scripts that name it, and those of its endpoint and its instance", async () => {
    const script = await emulator.control.addFaults({ faults: [{ kind: "pass" }] })
    await emulator.control.addFaults({ operation: "TransferImage", endpoint: 1, faults: [{ kind: "reset" }] })
    expect((await add()).status).toBe(200)
    expect((await add(emulator.urls[1])).body).toMatchObject({ Code: "PictureError" })
    expect((await emulator.control.faults())[0]).toMatchObject({ id: script.id, met: 2 })
  })

  it("that a reset ends is not carried out", async () => {
    await meet({ kind: "delay", delayMs: 50_000 })
    const waiting = add().catch((error: unknown) => error)
    await expect.poll(async () => (await emulator.control.faults())[0]?.met).toBe(1)
    await emulator.control.reset("faults")
    expect(await waiting).toMatchObject({ code: "ECONNRESET" })
    expect((await call(emulator, "Detail")).body).toMatchObject({ Instance: { TotalCount: 0 } })
  })
})
