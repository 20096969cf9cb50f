import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, send, upload, type Values } from "../client.ts"
import { sign } from "../signing.ts"
import { fetchFile, pollUntilEnded, startTask, tasksOf } from "./taskCalls.ts"

describe("an export", () => {
  let emulator: Emulator
  let clockMs = Date.now()

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY, strict: true, clock: () => clockMs })
    const PicContent = await upload(emulator, await draw({ seed: 1 }))
    for (const number of [1, 2])
      await call(emulator, "AddImage", {
        ProductId: `p${number}`,
        PicName: "图.png",
        PicContent,
        CategoryId: 3,
        Region: "20,120,10,90",
        IntAttr2: number,
        StrAttr: "x",
        CustomContent: 'a "b"'
      })
  })
  afterAll(() => emulator.close())

  it("runs from PROCESSING to SUCCESS, with its id as text at first and as a number in the list", async () => {
    const started = await call(emulator, "DumpMeta")
    expect(started.body).toEqual({
      RequestId: expect.any(String),
      Success: true,
      Data: { DumpMetaStatus: "PROCESSING", Id: expect.stringMatching(/^\d+$/) }
    })
    const task = await pollUntilEnded(emulator, "DumpMetaList")
    expect(task).toEqual({
      Id: expect.any(Number),
      Status: "SUCCESS",
      Code: "0",
      Msg: "success",
      UtcCreate: String(clockMs),
      UtcModified: clockMs,
      MetaUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:/)
    })
  })

  it("leaves one JSON object a line, in the names of the batch manifest", async () => {
    await startTask(emulator, "DumpMeta")
    const { MetaUrl } = await pollUntilEnded(emulator, "DumpMetaList")
    const file = await fetchFile(String(MetaUrl))
    expect(file.status).toBe(200)
    const lines = file.text.trimEnd().split("\n")
    expect(lines.map((line): unknown => JSON.parse(line))).toMatchObject([
      {
        OperationType: "ADD",
        ProductId: "p1",
        PicName: "图.png",
        CategoryId: 3,
        CustomContent: 'a "b"',
        IntAttr: 0,
        IntAttr2: 1,
        StrAttr: "x",
        StrAttr4: "",
        Region: "20,120,10,90"
      },
      { ProductId: "p2" }
    ])
  })

  it("hands out links that last two hours, and a fresh one with each list", async () => {
    const startedMs = clockMs
    await startTask(emulator, "DumpMeta")
    const listed = async () => String((await pollUntilEnded(emulator, "DumpMetaList"))["MetaUrl"])
    const first = await listed()
    clockMs = startedMs + 10 * 60 * 1_000
    const later = await listed()
    clockMs = startedMs + 2 * 60 * 60 * 1_000 - 1_000
    expect((await fetchFile(first)).status).toBe(200)
    clockMs += 2_000
    expect(await fetchFile(first)).toMatchObject({ status: 403, text: expect.stringContaining("Request has expired.") })
    expect((await fetchFile(later)).status).toBe(200)
    clockMs = startedMs
  })

  it("is not read by a link that was changed", async () => {
    const link = String((await pollUntilEnded(emulator, "DumpMetaList"))["MetaUrl"])
    for (const forged of [
      link.replace(/Expires=\d+/, "Expires=99999999999"),
      link.replace(/\/\d+\?/, "/1?"),
      link.split("?")[0] ?? ""
    ])
      expect(await fetchFile(forged)).toMatchObject({
        status: 403,
        text: expect.stringContaining("SignatureDoesNotMatch")
      })
  })

  it("pages its list with the newest first, and finds one by its id", async () => {
    const { Id } = await pollUntilEnded(emulator, "DumpMetaList")
    const first = await call(emulator, "DumpMetaList", { PageSize: 2 })
    expect(first.body).not.toHaveProperty("Success")
    expect(first.body["Data"]).toMatchObject({ PageNumber: 1, PageSize: 2, TotalCount: Id })
    expect(tasksOf(first.body).map((task) => task["Id"])).toEqual([Id, Number(Id) - 1])
    const second = await call(emulator, "DumpMetaList", { PageSize: 2, PageNumber: 2 })
    expect(tasksOf(second.body).map((task) => task["Id"])).toEqual([1])
    expect(tasksOf((await call(emulator, "DumpMetaList", { Id: 2 })).body)).toMatchObject([{ Id: 2 }])
    expect(tasksOf((await call(emulator, "DumpMetaList", { Id: "9223372036854775807" })).body)).toEqual([])
  })

  it.each<[string, string, Values, string]>([
    ["DumpMetaList of 31 a page", "DumpMetaList", { PageSize: 31 }, "Console.BadRequest"],
    ["DumpMetaList of page 0", "DumpMetaList", { PageNumber: 0 }, "Console.BadRequest"],
    ["DumpMetaList of an id that is none", "DumpMetaList", { Id: "new" }, "Console.BadRequest"],
    ["DumpMetaList of an unknown instance", "DumpMetaList", { InstanceName: "other" }, "Console.InstanceNotFound"],
    ["DumpMeta of an unknown instance", "DumpMeta", { InstanceName: "other" }, "Console.InstanceNotFound"],
    ["DumpMeta with an id", "DumpMeta", { Id: 1 }, "InvalidParameter.Unknown"]
  ])("%s is refused", async (_, action, values, code) => {
    expect((await call(emulator, action, values)).body["Code"]).toBe(code)
  })

  it("is refused while another one runs, which a task of at least 200 ms of real time shows", async () => {
    await using slow = await startEmulator({ ...KEY, taskMs: 200 })
    await startTask(slow, "DumpMeta")
    expect(await call(slow, "DumpMeta")).toMatchObject({ status: 409, body: { Code: "Console.TaskAlreadyExist" } })
    const [running] = tasksOf((await call(slow, "DumpMetaList")).body)
    expect(running).toMatchObject({ Status: "PROCESSING", Code: "0" })
    expect(running).not.toHaveProperty("MetaUrl")
    expect(await pollUntilEnded(slow, "DumpMetaList")).toMatchObject({ Id: 1, Status: "SUCCESS" })
    expect((await call(slow, "DumpMeta")).body).toMatchObject({ Success: true })
  })

  it("may be asked for with GET, as the metadata has it", async () => {
    const request = sign(KEY, {
      method: "GET",
      host: new URL(emulator.url).host,
      action: "DumpMetaList",
      version: "2020-12-14",
      query: { InstanceName: emulator.instance },
      form: undefined
    })
    expect((await send(emulator.url, request)).status).toBe(200)
  })
})
