import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { hostname, tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { startEmulator, startEmulatorProcess } from "../../src/index.ts"
import { call, draw, KEY, upload } from "../client.ts"

describe("a data directory", () => {
  let parent = ""
  let dataDir = ""

  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    dataDir = join(parent, "new", "state")
  })
  afterEach(() => rm(parent, { recursive: true, force: true }))

  const files = async () =>
    (await readdir(join(dataDir, "pictures"), { recursive: true, withFileTypes: true })).filter((entry) =>
      entry.isFile()
    )

  it("is created, and holds the pictures, their attributes and the day of creation across a restart", async () => {
    const createdBy = await startEmulator({ ...KEY, dataDir, clock: () => Date.now() - 60_000 })
    const detail = (await call(createdBy, "Detail")).body["Instance"]
    for (const seed of [1, 2]) {
      const PicContent = await upload(createdBy, await draw({ seed }))
      await call(createdBy, "AddImage", {
        ProductId: `p${seed}`,
        PicName: "图 1.png",
        PicContent,
        CategoryId: 3,
        IntAttr4: -7,
        StrAttr: "x",
        CustomContent: '{"a":1}'
      })
    }
    const before = (await call(createdBy, "SearchImageByName", { ProductId: "p2", PicName: "图 1.png" })).body
    await createdBy.close()

    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect((await call(emulator, "Detail")).body["Instance"]).toEqual({ ...Object(detail), TotalCount: 2 })
    const after = (await call(emulator, "SearchImageByName", { ProductId: "p2", PicName: "图 1.png" })).body
    expect(after["Auctions"]).toEqual(before["Auctions"])
    expect(after["PicInfo"]).toEqual(before["PicInfo"])
    const { body } = await call(emulator, "SearchImageByPic", {
      PicContent: await upload(emulator, await draw({ seed: 2 }))
    })
    expect(body["Auctions"]).toMatchObject([{ ProductId: "p2", Score: 1 }, { ProductId: "p1" }])
  })

  it("holds each different picture once, and none that no product needs any more", async () => {
    await using emulator = await startEmulator({ ...KEY, dataDir })
    const [one, two] = [
      await upload(emulator, await draw({ seed: 1 })),
      await upload(emulator, await draw({ seed: 2 }))
    ]
    for (const ProductId of ["a", "b"]) await call(emulator, "AddImage", { ProductId, PicName: "n", PicContent: one })
    expect(await files()).toHaveLength(1)
    await call(emulator, "AddImage", { ProductId: "a", PicName: "n", PicContent: two })
    expect(await files()).toHaveLength(2)
    await call(emulator, "DeleteImage", { ProductId: "b" })
    expect((await files()).map(({ name }) => name)).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)])
  })

  it("lets a picture go whose file cannot be removed, warns of that, and keeps memory and table alike", async () => {
    const warnings: string[] = []
    const warn = (line: string) => void warnings.push(line)
    const first = await startEmulator({ ...KEY, dataDir, warn })
    const products = ["a", "b", "c"]
    for (const [seed, ProductId] of products.entries()) {
      const PicContent = await upload(first, await draw({ seed }))
      await call(first, "AddImage", { ProductId, PicName: "n", PicContent })
    }
    // A folder in the place of a file is what no removal of a file takes away.
    const [a, b] = (await files()).map(({ parentPath, name }) => join(parentPath, name))
    for (const path of [a, b]) {
      await rm(path ?? "")
      await mkdir(path ?? "")
    }
    expect(await call(first, "DeleteImage", { IsDeleteByFilter: true, Filter: "int_attr=0" })).toMatchObject({
      body: { Data: { PicNames: ["n", "n", "n"] } }
    })
    expect(warnings).toEqual(
      [a, b].map(() => expect.stringMatching(/^a picture is gone, but its file stays until the next start: .*EISDIR/))
    )
    const seen = async (emulator: typeof first) => ({
      total: (await call(emulator, "Detail")).body["Instance"],
      exist: await Promise.all(
        products.map(async (ProductId) => (await call(emulator, "CheckImageExists", { ProductId, PicName: "n" })).body)
      )
    })
    const none = {
      total: { TotalCount: 0 },
      exist: products.map(() => ({ Exists: false }))
    }
    expect(await seen(first)).toMatchObject(none)
    await first.close()
    await using second = await startEmulator({ ...KEY, dataDir, warn })
    expect(await seen(second)).toMatchObject(none)
  })

  it("replaces a picture whose file cannot be removed", async () => {
    const warnings: string[] = []
    await using emulator = await startEmulator({ ...KEY, dataDir, warn: (line) => void warnings.push(line) })
    const add = async (seed: number) =>
      call(emulator, "AddImage", {
        ProductId: "p",
        PicName: "n",
        PicContent: await upload(emulator, await draw({ seed }))
      })
    await add(1)
    const [path = ""] = (await files()).map(({ parentPath, name }) => join(parentPath, name))
    await rm(path)
    await mkdir(path)
    expect((await add(2)).body).toMatchObject({ Success: true })
    expect(warnings).toEqual([expect.stringContaining(path)])
  })

  it("describes a picture anew from its file when the stored descriptor is of another version", async () => {
    const first = await startEmulator({ ...KEY, dataDir })
    await call(first, "AddImage", {
      ProductId: "p",
      PicName: "a",
      PicContent: await upload(first, await draw({ seed: 1 }))
    })
    await first.close()
    const database = new DatabaseSync(join(dataDir, "imagesearch.sqlite"))
    database.exec("UPDATE pictures SET descriptor = x'00'")
    database.close()
    await using emulator = await startEmulator({ ...KEY, dataDir })
    const { body } = await call(emulator, "SearchImageByPic", {
      PicContent: await upload(emulator, await draw({ seed: 1 }))
    })
    expect(body["Auctions"]).toMatchObject([{ ProductId: "p", Score: 1 }])
  })

  it("keeps an update and the places of pictures across a restart", async () => {
    const first = await startEmulator({ ...KEY, dataDir })
    const PicContent = await upload(first, await draw({ seed: 1 }))
    for (const ProductId of ["b", "a", "b"]) await call(first, "AddImage", { ProductId, PicName: "n", PicContent })
    await call(first, "UpdateImage", { ProductId: "b", PicName: "n", StrAttr: "new", CustomContent: "c" })
    const all = { Filter: "int_attr = 0" }
    const before = (await call(first, "SearchImageByFilter", all)).body["Auctions"]
    await first.close()
    expect(before).toMatchObject([{ ProductId: "b", StrAttr: "new", CustomContent: "c" }, { ProductId: "a" }])
    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect((await call(emulator, "SearchImageByFilter", all)).body["Auctions"]).toEqual(before)
  })

  it("is swept on start of pictures that no row names, as a crash may leave them", async () => {
    await (await startEmulator({ ...KEY, dataDir })).close()
    await mkdir(join(dataDir, "pictures", "aa"))
    await writeFile(join(dataDir, "pictures", "aa", "a".repeat(64)), "left over")
    await writeFile(join(dataDir, "pictures", "aa", `${"b".repeat(64)}.partial`), "half written")
    await using emulator = await startEmulator({ ...KEY, dataDir })
    expect(emulator.url).toMatch(/^http/)
    expect(await files()).toEqual([])
  })

  it("is refused while another emulator uses it, by the process and the machine of that one", async () => {
    await using first = await startEmulatorProcess({ ...KEY, dataDir })
    const owner = String.raw`process ${first.pid} on ${hostname()} \(since 2\d{3}-[^)]*Z\)`
    const refusal = new RegExp(
      `^cannot use .*imagesearch\\.sqlite: ${owner} has it open; stop that one or name another --data-dir$`
    )
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(refusal)
    await expect(startEmulatorProcess({ ...KEY, dataDir })).rejects.toThrow(refusal)
    expect((await call(first, "Detail")).status).toBe(200)
  })

  it("is refused without a name where the name cannot be read, and named after the process that took it over", async () => {
    const first = await startEmulatorProcess({ ...KEY, dataDir })
    const path = join(dataDir, "owner.json")
    await writeFile(path, "{")
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(/: another emulator has it open; /)
    await first.kill()
    const second = await startEmulator({ ...KEY, dataDir })
    expect(JSON.parse(await readFile(path, "utf8"))).toMatchObject({ pid: process.pid })
    await second.close()
    await expect(readFile(path)).rejects.toMatchObject({ code: "ENOENT" })
  })

  it("is refused for another instance than the one it holds", async () => {
    await (await startEmulator({ ...KEY, dataDir, instance: "mine" })).close()
    await expect(startEmulator({ ...KEY, dataDir, instance: "yours" })).rejects.toThrow(
      /holds instance "mine" of cn-shanghai, service type 0: start with those settings or name another --data-dir$/
    )
  })

  it("is refused if it holds other things", async () => {
    await mkdir(dataDir, { recursive: true })
    await writeFile(join(dataDir, "letter.txt"), "")
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(
      /holds other files and no store of imagesearch-emulator; name an empty or a new folder/
    )
  })

  it("is refused if its database is none, or somebody else's, or of another version, and is left as it was", async () => {
    await mkdir(dataDir, { recursive: true })
    const path = join(dataDir, "imagesearch.sqlite")
    await writeFile(path, "this is a text of some length, and no database at all".repeat(20))
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(/^cannot use .*file is not a database/)
    await rm(path)
    const foreign = new DatabaseSync(path)
    foreign.exec("CREATE TABLE notes (text TEXT)")
    foreign.close()
    const before = await readFile(path)
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(/is not a store of imagesearch-emulator/)
    expect((await readFile(path)).equals(before)).toBe(true)
    expect(await readdir(dataDir)).toEqual(["imagesearch.sqlite"])
    await rm(path)
    await (await startEmulator({ ...KEY, dataDir })).close()
    const newer = new DatabaseSync(path)
    newer.exec("PRAGMA user_version = 99")
    newer.close()
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(
      /written by another version of imagesearch-emulator/
    )
  })

  it.skipIf(process.getuid?.() === 0)("is refused if it cannot be written", async () => {
    await mkdir(dataDir, { recursive: true })
    await chmod(dataDir, 0o500)
    await expect(startEmulator({ ...KEY, dataDir })).rejects.toThrow(/^cannot write to .*EACCES/)
  })

  it.runIf(process.platform === "linux")("is refused on a file system that takes no folders", async () => {
    await expect(startEmulator({ ...KEY, dataDir: "/proc/imagesearch/state" })).rejects.toThrow(
      /^cannot write to .*ENOENT/
    )
  })

  it("is refused if a file lies in its place", async () => {
    await writeFile(join(parent, "file"), "")
    await expect(startEmulator({ ...KEY, dataDir: join(parent, "file") })).rejects.toThrow(/^cannot write to .*ENOTDIR/)
  })
})
