import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { SCHEMA_VERSION, upgradeableVersions } from "../../src/store/database.ts"
import { call, draw, hitsOf, KEY, membersOf, upload } from "../client.ts"
import { CREATED_MS, writeVersionOne } from "./versionOne.ts"

describe("a store of the first version", () => {
  let dataDir = ""

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    writeVersionOne(dataDir, [await draw({ seed: 1 }), await draw({ seed: 2 })])
  })
  afterEach(() => rm(dataDir, { recursive: true, force: true }))

  const schema = () => {
    const database = new DatabaseSync(join(dataDir, "imagesearch.sqlite"))
    const { user_version: version } = database.prepare("PRAGMA user_version").get() ?? {}
    const tables = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").all()
    const rows = database.prepare("SELECT name, sql FROM sqlite_schema ORDER BY name").all()
    database.close()
    return { version, tables: tables.map(({ name }) => name), rows }
  }

  it("is brought up to date with all that it holds, and read: day of creation, attributes, files, places", async () => {
    const emulator = await startEmulator({ ...KEY, dataDir })
    const detail = membersOf((await call(emulator, "Detail")).body["Instance"])
    expect(detail).toMatchObject({ TotalCount: 2, UtcCreate: String(CREATED_MS) })
    const stored = hitsOf((await call(emulator, "SearchImageByFilter", { Filter: "int_attr = 1" })).body)
    expect(stored).toMatchObject(
      ["p1", "p2"].map((ProductId) => ({
        ProductId,
        PicName: "图.png",
        CategoryId: 3,
        CustomContent: '{"a":1}',
        IntAttr2: 2,
        IntAttr4: -4,
        StrAttr: "a",
        StrAttr4: "d"
      }))
    )
    const PicContent = await upload(emulator, await draw({ seed: 2 }))
    const { body } = await call(emulator, "SearchImageByPic", { PicContent, Region: "20,200,20,200" })
    expect(hitsOf(body)[0]).toMatchObject({ ProductId: "p2" })
    expect((await call(emulator, "DumpMeta")).body).toMatchObject({ Success: true, Data: { Id: "1" } })
    await emulator.close()
    expect(schema()).toMatchObject({ version: 2, tables: ["instance", "pictures", "sqlite_sequence", "tasks"] })
  })

  it("has the same schema afterwards as a new one", async () => {
    await (await startEmulator({ ...KEY, dataDir })).close()
    const upgraded = schema().rows
    await rm(dataDir, { recursive: true })
    await (await startEmulator({ ...KEY, dataDir })).close()
    expect(upgraded).toEqual(schema().rows)
  })

  it("stays what it is while it is refused, such as for the name of another instance", async () => {
    await expect(startEmulator({ ...KEY, dataDir, instance: "other" })).rejects.toThrow(/holds instance "demo"/)
    expect(schema()).toMatchObject({ version: 1, tables: ["instance", "pictures"] })
    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect(await emulator.control.health()).toMatchObject({ pictures: 2 })
  })
})

it("every version of the schema before the present one can be brought up to date", () => {
  expect(SCHEMA_VERSION).toBe(2)
  expect(upgradeableVersions).toEqual(Array.from({ length: SCHEMA_VERSION - 1 }, (_, at) => at + 1))
})
