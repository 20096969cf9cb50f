import { once } from "node:events"
import { createServer } from "node:net"
import { expect, it } from "vitest"
import { RESET_PARTS } from "../../src/control/protocol.ts"
import { type EmulatorOptions, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, prepare, send, upload } from "../client.ts"
import { makeBucket, WHERE } from "../tasks/bucketFixture.ts"
import { pollUntilEnded, startTask, tasksOf } from "../tasks/taskCalls.ts"

/** Only the searches meet their rate. */
const limits = { search: 1, add: 100, detail: 100, dumpMeta: 100, dumpMetaList: 100 }

/** An emulator of which every part differs from the start. */
const startUsed = async (options: Partial<EmulatorOptions> = {}) => {
  const emulator = await startEmulator({ ...KEY, limits, endpoints: 2, ...options })
  const PicContent = await upload(emulator, await draw({ seed: 1 }))
  await call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent })
  await startTask(emulator, "DumpMeta")
  await pollUntilEnded(emulator, "DumpMetaList")
  const replayed = prepare(emulator, "Detail", { InstanceName: "demo" })
  await send(emulator.url, replayed)
  await emulator.control.setClock({ mode: "frozen" })
  await call(emulator, "CheckImageExists", { ProductId: "p", PicName: "a" })
  await emulator.control.addFaults({ operation: "UpdateImage", faults: [{ kind: "pass" }] })
  await emulator.takeDown(1)

  /** Which parts show no use any more. */
  const fresh = async () => {
    // Counts and records first: what follows adds to both.
    const { answered, pictures, endpoints } = await emulator.control.health()
    const isFresh = {
      counts: Object.keys(answered).length === 0,
      requests: (await emulator.control.requests()).length === 0,
      faults: (await emulator.control.faults()).length === 0,
      clock: (await emulator.control.clock()).mode === "real",
      pictures: pictures === 0,
      endpoints: endpoints.every(({ isUp }) => isUp),
      tasks: tasksOf((await call(emulator, "DumpMetaList")).body).length === 0,
      nonces: (await send(emulator.url, replayed)).status === 200,
      rates: (await call(emulator, "CheckImageExists", { ProductId: "p", PicName: "a" })).status === 200,
      uploads: (await call(emulator, "AddImage", { ProductId: "q", PicName: "a", PicContent })).status === 400
    }
    return Object.entries(isFresh).flatMap(([part, isSo]) => (isSo ? [part] : []))
  }
  return { emulator, fresh, [Symbol.asyncDispose]: () => emulator.close() }
}

it("resets everything, and a new task begins again with the id 1", async () => {
  await using used = await startUsed()
  expect(await used.fresh()).toEqual([])
  expect((await used.emulator.control.reset()).parts).toEqual(RESET_PARTS)
  expect((await used.fresh()).toSorted()).toEqual(RESET_PARTS.toSorted())
  expect(await startTask(used.emulator, "DumpMeta")).toBe("1")
})

it.each(RESET_PARTS.filter((part) => part !== "clock"))("resets %s alone", async (part) => {
  await using used = await startUsed()
  await used.emulator.control.reset(part)
  expect(await used.fresh()).toEqual([part])
})

it("resets the clock alone, with which the second of the rates is over (real time, a second)", async () => {
  await using used = await startUsed()
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  await used.emulator.control.reset("clock")
  expect(await used.fresh()).toEqual(["clock", "rates"])
})

it("breaks a request that a fault delays, which would store its picture behind the removal", async () => {
  await using emulator = await startEmulator(KEY)
  const PicContent = await upload(emulator, await draw({ seed: 1 }))
  await emulator.control.addFaults({ operation: "AddImage", faults: [{ kind: "delay", delayMs: 50_000 }] })
  const add = call(emulator, "AddImage", { ProductId: "p", PicName: "a", PicContent }).catch(String)
  await expect.poll(async () => (await emulator.control.faults())[0]?.met).toBe(1)
  await emulator.control.reset()
  expect(await add).toMatch(/ECONNRESET|hang up/)
  expect(await emulator.control.health()).toMatchObject({ pictures: 0 })
  // Later faults wait as long as they say.
  await emulator.control.addFaults({ operation: "Detail", faults: [{ kind: "delay", delayMs: 1 }] })
  expect(await call(emulator, "Detail")).toMatchObject({ status: 200 })
})

it("resets all else when the port of an endpoint has been taken meanwhile, and says so", async () => {
  await using used = await startUsed()
  const { emulator } = used
  const [, second = ""] = emulator.urls
  const squatter = createServer().listen(Number(new URL(second).port), "127.0.0.1")
  await once(squatter, "listening")
  try {
    await expect(emulator.control.reset()).rejects.toThrow(
      `cannot bring ${second} up again, all else is reset: listen EADDRINUSE`
    )
    expect((await used.fresh()).toSorted()).toEqual(RESET_PARTS.filter((part) => part !== "endpoints").toSorted())
  } finally {
    squatter.close()
  }
})

it("stops an import that runs, and leaves none of its pictures", async () => {
  const bucket = await makeBucket()
  try {
    await bucket.put("a.png", await draw({ seed: 1 }))
    await bucket.manifest(
      ...Array.from({ length: 3_000 }, (_, at) => ({ OperationType: "ADD", ProductId: `p${at}`, PicName: "a.png" }))
    )
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    await expect.poll(async () => (await emulator.control.health()).pictures).toBeGreaterThan(0)
    await emulator.control.reset()
    expect(await emulator.control.health()).toMatchObject({ pictures: 0 })
    expect(tasksOf((await call(emulator, "IncreaseList")).body)).toEqual([])
    expect((await call(emulator, "IncreaseInstance", WHERE)).body).toMatchObject({ Success: true })
  } finally {
    await bucket.remove()
  }
})

it("removes the files of the pictures from the data folder, and the next start finds none", async () => {
  const bucket = await makeBucket()
  try {
    const { dataDir } = bucket
    const used = await startUsed({ dataDir })
    await used.emulator.control.reset()
    await used.emulator.close()
    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect(await emulator.control.health()).toMatchObject({ pictures: 0 })
    expect(tasksOf((await call(emulator, "DumpMetaList")).body)).toEqual([])
  } finally {
    await bucket.remove()
  }
})
