// A batch import as a task: how it is started, watched, interrupted and announced.

import { execFileSync } from "node:child_process"
import { once } from "node:events"
import { mkdir, rm } from "node:fs/promises"
import { createServer } from "node:http"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { call, draw, type Values } from "../client.ts"
import { makeBucket, WHERE } from "./bucketFixture.ts"
import { fetchFile, pollUntilEnded, startTask, tasksOf } from "./taskCalls.ts"

describe("the task of a batch import", () => {
  let bucket: Awaited<ReturnType<typeof makeBucket>>

  beforeEach(async () => {
    bucket = await makeBucket()
  })
  afterEach(() => bucket.remove())

  it("of thousands of lines shows its progress and lets other calls through; a second one is refused meanwhile", async () => {
    const lines = 5_000
    await bucket.manifest(
      ...Array.from({ length: lines }, (_, at) => ({ OperationType: "DELETE", ProductId: `p${at}` }))
    )
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    const second = await call(emulator, "IncreaseInstance", WHERE)
    expect(second).toMatchObject({ status: 409, body: { Code: "Console.IncrementStatusError" } })
    const progress: string[] = []
    for (;;) {
      const [task] = tasksOf((await call(emulator, "IncreaseList")).body)
      if (task?.["Status"] !== "PROCESSING") break
      progress.push(String(task["Msg"]))
      expect((await call(emulator, "Detail")).body).toMatchObject({ Success: true })
    }
    expect(new Set(progress).size).toBeGreaterThan(3)
    expect(progress.at(-1)).toMatch(/^\d+ %: \d+ lines done, 0 failed$/)
    expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({ Status: "SUCCESS" })
    expect((await call(emulator, "IncreaseInstance", WHERE)).body).toMatchObject({ Success: true })
  })

  it.each<[string, Values, string]>([
    ["a folder without a manifest", {}, "cannot read increment.meta in folder /spring/sale of bucket my-shop (ENOENT)"],
    [
      "a bucket that is not there",
      { BucketName: "other" },
      "cannot read increment.meta in folder /spring/sale of bucket other (ENOENT)"
    ]
  ])("of %s fails with the reason", async (_, values, msg) => {
    await bucket.put("a.png", "")
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", { ...WHERE, ...values })
    expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({ Status: "FAIL", Code: "1", Msg: msg })
  })

  it.skipIf(process.platform === "win32")(
    "of a named pipe or a folder fails at once, and does not keep the emulator from closing; Windows has no such pipes",
    async () => {
      await bucket.put("a.png", "")
      const emulator = await bucket.start()
      const cannot = "cannot read increment.meta in folder /spring/sale of bucket my-shop"
      execFileSync("mkfifo", [bucket.pathOf("increment.meta")])
      await startTask(emulator, "IncreaseInstance", WHERE)
      expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({
        Status: "FAIL",
        Msg: `${cannot} (it is a named pipe, not a file)`
      })
      await rm(bucket.pathOf("increment.meta"))
      await mkdir(bucket.pathOf("increment.meta"))
      await startTask(emulator, "IncreaseInstance", WHERE)
      expect(await pollUntilEnded(emulator, "IncreaseList")).toMatchObject({
        Msg: `${cannot} (it is a folder, not a file)`
      })
      await emulator.close()
    }
  )

  it.skipIf(process.platform === "win32")("takes no picture out of a named pipe; Windows has none", async () => {
    await bucket.manifest({ OperationType: "ADD", ProductId: "p", PicName: "a.png" })
    execFileSync("mkfifo", [bucket.pathOf("a.png")])
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    const { ErrorUrl } = await pollUntilEnded(emulator, "IncreaseList")
    expect((await fetchFile(String(ErrorUrl))).text).toContain('"Code":"PictureError"')
  })

  it.each<[string, Values, string]>([
    ["no bucket", { BucketName: "" }, "Console.BadRequest"],
    ["no folder", { Path: "" }, "Console.BadRequest"],
    ["a bucket that leads upwards", { BucketName: ".." }, "Console.BadRequest"],
    ["a bucket in capitals", { BucketName: "Shop" }, "Console.BadRequest"],
    ["a folder without a slash in front", { Path: "spring" }, "Console.BadRequest"],
    ["a folder with a slash behind", { Path: "/spring/" }, "Console.BadRequest"],
    ["a folder that leads upwards", { Path: "/spring/../.." }, "Console.BadRequest"],
    ["a folder whose name begins with dots", { Path: "/..spring" }, "success"],
    ["the root of the bucket", { Path: "/" }, "success"],
    ["a callback that is no address", { CallbackAddress: "me" }, "Console.BadRequest"],
    ["a callback to a file", { CallbackAddress: "file:///etc/passwd" }, "Console.BadRequest"],
    ["an unknown instance", { InstanceName: "other" }, "Console.InstanceNotFound"]
  ])("with %s is answered with its code", async (_, values, expected) => {
    await using emulator = await bucket.start()
    const { body } = await call(emulator, "IncreaseInstance", { ...WHERE, ...values })
    expect(body["Success"] === true ? "success" : body["Code"]).toBe(expected)
  })

  it("is listed by id, bucket and folder, up to 500 a page", async () => {
    await using emulator = await bucket.start()
    for (const Path of ["/a", "/b", "/a"]) {
      await startTask(emulator, "IncreaseInstance", { BucketName: WHERE.BucketName, Path })
      await pollUntilEnded(emulator, "IncreaseList")
    }
    const listed = async (values: Values) =>
      tasksOf((await call(emulator, "IncreaseList", values)).body).map((task) => task["Id"])
    expect(await listed({})).toEqual([3, 2, 1])
    expect(await listed({ Path: "/a", BucketName: WHERE.BucketName })).toEqual([3, 1])
    expect(await listed({ BucketName: "other" })).toEqual([])
    expect(await listed({ Id: 2, PageSize: 500 })).toEqual([2])
    expect((await call(emulator, "IncreaseList", { PageSize: 501 })).body["Code"]).toBe("Console.BadRequest")
  })

  it("calls a loopback address when it has ended, and no other", async () => {
    await bucket.manifest({ OperationType: "DELETE", ProductId: "p" })
    const warnings: string[] = []
    await using emulator = await bucket.start({ warn: (line: string) => warnings.push(line) })
    await using receiver = await receiveOne()
    await startTask(emulator, "IncreaseInstance", { ...WHERE, CallbackAddress: receiver.address })
    const { method, body } = await receiver.received
    expect(method).toBe("POST")
    expect(JSON.parse(body)).toMatchObject({ Id: 1, Status: "SUCCESS", ...WHERE })
    expect(warnings).toEqual([])

    await startTask(emulator, "IncreaseInstance", { ...WHERE, CallbackAddress: "http://203.0.113.7/done" })
    await pollUntilEnded(emulator, "IncreaseList")
    expect(warnings).toEqual([
      "task 2 has ended; http://203.0.113.7/done was not called, because the emulator calls loopback addresses only"
    ])
  })

  it("that was interrupted is a failure after the restart, and its pictures so far are there", async () => {
    const { dataDir } = bucket
    await bucket.put("a.png", await draw({ seed: 1 }))
    await bucket.manifest(
      ...Array.from({ length: 3_000 }, (_, at) => ({ OperationType: "ADD", ProductId: `p${at}`, PicName: "a.png" }))
    )
    const first = await bucket.start({ dataDir })
    await startTask(first, "IncreaseInstance", WHERE)
    while (!/^\d+ %: [1-9]/.test(String(tasksOf((await call(first, "IncreaseList")).body)[0]?.["Msg"]))) continue
    await first.close()

    await using emulator = await bucket.start({ dataDir })
    expect(tasksOf((await call(emulator, "IncreaseList")).body)).toMatchObject([
      { Id: 1, Status: "FAIL", Code: "1", Msg: "interrupted: the emulator stopped while the task ran; submit it again" }
    ])
    expect((await call(emulator, "Detail")).body["Instance"]).toMatchObject({ TotalCount: expect.any(Number) })
    expect(await call(emulator, "CheckImageExists", { ProductId: "p0", PicName: "a.png" })).toMatchObject({
      body: { Exists: true }
    })
  })
})

/** A server on loopback that takes one request. */
const receiveOne = async () => {
  const { promise: received, resolve } = Promise.withResolvers<{ readonly method: string; readonly body: string }>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on("data", (chunk: Buffer) => chunks.push(chunk))
    request.on("end", () => {
      response.end()
      resolve({ method: request.method ?? "", body: Buffer.concat(chunks).toString() })
    })
  })
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  const address = server.address()
  const port = typeof address === "object" ? address?.port : undefined
  return {
    address: `http://127.0.0.1:${port}/done`,
    received,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      server.close()
    }
  }
}
