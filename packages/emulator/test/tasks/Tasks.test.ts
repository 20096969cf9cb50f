import { describe, expect, it } from "vitest"
import { openDatabase } from "../../src/store/database.ts"
import { taskRows } from "../../src/store/taskRows.ts"
import { type Outcome, Tasks } from "../../src/tasks/Tasks.ts"

const NOWHERE = { bucketName: "", path: "", callbackAddress: "" }
const ALL = { id: undefined, bucketName: undefined, path: undefined, pageNumber: 1, pageSize: 100 }

const open = () => {
  const facts = { name: "demo", region: "cn-shanghai", serviceType: 0, createdMs: 0 }
  const rows = taskRows(openDatabase(":memory:", facts).database)
  const ended: number[] = []
  const settings = { now: () => 7, leastMs: 0, warn: () => undefined }
  const make = () => new Tasks(rows, { ...settings, ended: async ({ id }) => void ended.push(id) })
  return { make, ended }
}

/** Work that ends when the test says so. */
const gate = () => Promise.withResolvers<Outcome>()

const success: Outcome = { isSuccess: true, msg: "success" }

describe("tasks", () => {
  it("run one of a kind at a time, and kinds beside each other", async () => {
    const { make, ended } = open()
    const tasks = make()
    const [first, other] = [gate(), gate()]
    expect(tasks.start("export", NOWHERE, () => first.promise)).toBe(1)
    expect(tasks.start("export", NOWHERE, () => first.promise)).toBeUndefined()
    expect(tasks.start("import", NOWHERE, () => other.promise)).toBe(2)
    first.resolve(success)
    await expect.poll(() => ended).toEqual([1])
    expect(tasks.start("export", NOWHERE, async () => success)).toBe(3)
    other.resolve(success)
    await expect.poll(() => ended.toSorted((a, b) => a - b)).toEqual([1, 2, 3])
    expect(tasks.list("export", ALL).tasks.map(({ id, status }) => [id, status])).toEqual([
      [3, "SUCCESS"],
      [1, "SUCCESS"]
    ])
  })

  it("show what they report while they run", async () => {
    const { make } = open()
    const tasks = make()
    const hold = gate()
    tasks.start("export", NOWHERE, ({ report }) => {
      report("half way")
      return hold.promise
    })
    expect(tasks.list("export", ALL).tasks).toMatchObject([{ status: "PROCESSING", msg: "half way" }])
    hold.resolve(success)
    await tasks.close()
  })

  it("fail with the reason of what their work throws", async () => {
    const { make, ended } = open()
    const tasks = make()
    tasks.start("export", NOWHERE, async () => {
      throw new Error("the disk is full")
    })
    await expect.poll(() => ended).toEqual([1])
    expect(tasks.list("export", ALL).tasks).toMatchObject([{ status: "FAIL", code: "1", msg: "the disk is full" }])
  })

  it("that a stop interrupts are failures when the table is opened again; one that had ended is not", async () => {
    const { make } = open()
    const tasks = make()
    tasks.start("import", NOWHERE, async () => success)
    tasks.start("export", NOWHERE, ({ signal }) => {
      const hold = gate()
      signal.addEventListener("abort", () => hold.resolve(success))
      return hold.promise
    })
    await expect.poll(() => tasks.list("import", ALL).tasks[0]?.status).toBe("SUCCESS")
    await tasks.close()
    const again = make()
    expect(again.list("import", ALL).tasks).toMatchObject([{ status: "SUCCESS" }])
    expect(again.list("export", ALL).tasks).toMatchObject([
      { status: "FAIL", msg: expect.stringMatching(/^interrupted/) }
    ])
  })

  it("keep the files of the newest 20 of a kind", async () => {
    const { make, ended } = open()
    const tasks = make()
    for (let number = 1; number <= 22; number += 1) {
      tasks.start("export", NOWHERE, async () => ({ ...success, result: Buffer.from(String(number)) }))
      await expect.poll(() => ended.length).toBe(number)
    }
    expect(tasks.result(2)).toBeUndefined()
    expect(Buffer.from(tasks.result(3) ?? []).toString()).toBe("3")
    expect(tasks.list("export", ALL).tasks.filter(({ hasResult }) => hasResult)).toHaveLength(20)
  })
})
