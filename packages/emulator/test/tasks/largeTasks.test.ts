// Imports and exports of the size that people run them for.

import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Emulator } from "../../src/index.ts"
import { call, draw, hitsOf, type Values } from "../client.ts"
import { makeBucket, WHERE } from "./bucketFixture.ts"
import { fetchFile, pollUntilEnded, startTask, tasksOf } from "./taskCalls.ts"

const LINES = 2_000

describe("a large task", () => {
  let bucket: Awaited<ReturnType<typeof makeBucket>>

  beforeEach(async () => {
    bucket = await makeBucket()
    await bucket.put("small.png", await draw({ seed: 1, width: 100, height: 100 }))
    await bucket.put("other/small.png", await draw({ seed: 2, width: 100, height: 100 }))
  })
  afterEach(() => bucket.remove())

  it("imports thousands of lines, shows how far it is, and lists each bad line with its number and code", async () => {
    const lineOf = (at: number): Values | string => {
      if (at % 7 === 3) return `line ${at} is no JSON`
      if (at % 7 === 5) return { OperationType: "ADD", ProductId: `p${at}`, PicName: "nowhere.png" }
      if (at % 7 === 0) return { OperationType: "ADD", ProductId: `p${at}`, PicName: "small.png", IntAttr: at }
      return { OperationType: "DELETE", ProductId: `gone${at}` }
    }
    const lines = Array.from({ length: LINES }, (_, at) => lineOf(at + 1))
    await bucket.manifest(...lines)
    await using emulator = await bucket.start()
    await startTask(emulator, "IncreaseInstance", WHERE)
    const percents = await watch(emulator)
    expect(percents).toEqual(percents.toSorted((a, b) => a - b))
    expect(new Set(percents).size).toBeGreaterThan(5)

    const bad = lines.flatMap((_, at) =>
      (at + 1) % 7 === 3 ? [[at + 1, "BadRequest"]] : (at + 1) % 7 === 5 ? [[at + 1, "PictureError"]] : []
    )
    const task = await pollUntilEnded(emulator, "IncreaseList")
    expect(task).toMatchObject({
      Status: "SUCCESS",
      Msg: `${LINES - bad.length} lines done, ${bad.length} failed; the file at ErrorUrl says why`
    })
    const { text } = await fetchFile(String(task["ErrorUrl"]))
    const errors = text
      .trimEnd()
      .split("\n")
      .map((line): Record<string, unknown> => JSON.parse(line))
    expect(errors.map(({ Line, Code }) => [Line, Code])).toEqual(bad)
    expect(await emulator.control.health()).toMatchObject({ pictures: Math.floor(LINES / 7) })
  })

  it("exports what another instance imports to the same pictures, with every attribute, region and place", async () => {
    await using from = await bucket.start()
    const attributesOf = (at: number): Values => ({
      CategoryId: at % 10,
      IntAttr: at,
      IntAttr2: -at,
      IntAttr3: 2_147_483_647,
      IntAttr4: -2_147_483_648,
      StrAttr: `"quoted", ${at}`,
      StrAttr2: "图片 ü",
      StrAttr3: " blanks ",
      StrAttr4: "x".repeat(128),
      CustomContent: `{"line":"one\\ntwo \u2028 ${at}"}`,
      Region: `${at % 20},90,${at % 10},95`
    })
    const lines = Array.from({ length: 300 }, (_, at) => ({
      OperationType: "ADD",
      ProductId: `p${at % 101}`,
      PicName: at % 3 === 0 ? "other/small.png" : "small.png",
      ...attributesOf(at)
    }))
    await bucket.manifest(...lines)
    await startTask(from, "IncreaseInstance", WHERE)
    expect(await pollUntilEnded(from, "IncreaseList")).toMatchObject({ Msg: "success" })
    await startTask(from, "DumpMeta")
    const { MetaUrl } = await pollUntilEnded(from, "DumpMetaList")
    const { text } = await fetchFile(String(MetaUrl))

    await bucket.put("increment.meta", text)
    await using to = await bucket.start()
    await startTask(to, "IncreaseInstance", WHERE)
    expect(await pollUntilEnded(to, "IncreaseList")).toMatchObject({ Status: "SUCCESS", Msg: "success" })
    const [before, after] = [await everything(from), await everything(to)]
    // Some lines replace the pictures of earlier ones.
    expect(before).toHaveLength(new Set(lines.map(({ ProductId, PicName }) => `${ProductId} ${PicName}`)).size)
    expect(after).toEqual(before)

    await startTask(to, "DumpMeta")
    const again = await pollUntilEnded(to, "DumpMetaList")
    expect((await fetchFile(String(again["MetaUrl"]))).text).toBe(text)
  })
})

/** The percentages that the list shows until the import has ended. */
const watch = async (emulator: Emulator): Promise<readonly number[]> => {
  const percents: number[] = []
  for (;;) {
    const [task] = tasksOf((await call(emulator, "IncreaseList")).body)
    if (task?.["Status"] !== "PROCESSING") return percents
    const [, percent] = /^(\d+) %: \d+ lines done, \d+ failed$/.exec(String(task["Msg"])) ?? []
    if (percent !== undefined) percents.push(Number(percent))
  }
}

/** All pictures with what is said of them, in the order of adding: the window of a search ends at 500. */
const everything = async (emulator: Emulator) => {
  const pages = [0, 100, 200].map((Start) =>
    call(emulator, "SearchImageByFilter", { Filter: "int_attr >= 0", Num: 100, Start })
  )
  return (await Promise.all(pages)).flatMap(({ body }) => hitsOf(body))
}
