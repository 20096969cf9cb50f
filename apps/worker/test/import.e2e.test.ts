import { chmodSync, existsSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, it, onTestFinished } from "vitest"
import type { ImportReport } from "../src/run/report.ts"
import { runWorker, type Ending } from "./support/runWorker.ts"
import { startService, writeCatalogue } from "./support/service.ts"

/** Far above what the emulator needs, so that tests do not wait for their turns. */
const fast = ["--rate", "200", "--json"]

// The one boundary where the program's JSON becomes a type; each test looks at what it names.
const reportOf = ({ stdout }: Ending): ImportReport => JSON.parse(stdout) as ImportReport

describe("imagesearch-worker import", () => {
  it("adds every row with its attributes, and a second run sends nothing", async () => {
    const service = await startService()
    const manifest = writeCatalogue(service.folder, "a.csv", 12)
    const first = await service.import("a.csv", fast)
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining("12 done, 0 failed of 12") })
    expect(reportOf(first)).toMatchObject({
      total: 12,
      done: 12,
      alreadyDone: 0,
      failed: 0,
      waiting: 0,
      sent: 12,
      resent: 0,
      failedRows: []
    })
    expect(await service.contents()).toEqual(manifest)
    const second = await service.import("a.csv", fast)
    expect(second.code).toBe(0)
    expect(reportOf(second)).toMatchObject({ total: 12, done: 12, alreadyDone: 12, sent: 0 })
    expect(service.added).toHaveLength(12)
  })

  it("sends again what has changed: an attribute, or the picture of the same name", async () => {
    const service = await startService()
    const { folder } = service
    const catalogue = (attribute: number) =>
      folder.write(
        "a.csv",
        `ProductId,PicName,Picture,IntAttr\np1,one,a.ppm,${attribute}\np2,two,b.ppm,2\np3,three,c.ppm,3\n`
      )
    folder.picture("a.ppm", 1)
    folder.picture("b.ppm", 2)
    folder.picture("c.ppm", 3)
    catalogue(1)
    await service.import("a.csv", fast)
    catalogue(11)
    folder.picture("b.ppm", 22)
    expect(reportOf(await service.import("a.csv", fast))).toMatchObject({ total: 3, done: 3, alreadyDone: 1, sent: 2 })
    expect(await service.contents()).toEqual(["p1/one/11", "p2/two/2", "p3/three/3"])
    expect(service.added).toHaveLength(5)
  })

  it("uses the last of two rows of one name, and warns of that and of unknown columns", async () => {
    const service = await startService()
    service.folder.picture("a.ppm", 1)
    service.folder.write(
      "a.ndjson",
      [
        '{"ProductId":"p","Picture":"a.ppm","IntAttr":1,"Colour":"red"}',
        '{"ProductId":"p","Picture":"a.ppm","IntAttr":2}'
      ].join("\n")
    )
    const ending = await service.import("a.ndjson", fast)
    expect(ending.code).toBe(0)
    expect(reportOf(ending)).toMatchObject({ total: 1, sent: 1, repeated: 1 })
    expect(ending.stderr).toContain('imagesearch-worker: warning: unknown columns are left out: "Colour".')
    expect(ending.stderr).toContain("1 row repeats a ProductId + PicName")
    expect(await service.contents()).toEqual(["p/a.ppm/2"])
  })

  it("keeps failed rows with line and reason, does the rest, and tries them again in the next run", async () => {
    const service = await startService()
    const { folder, store } = service
    folder.picture("a.ppm", 1)
    folder.write("text.ppm", "no picture at all")
    folder.write(
      "a.csv",
      "ProductId,Picture,CategoryId\nok,a.ppm,1\nmissing,b.ppm,1\nbad,a.ppm,abc\ntext,text.ppm,1\nrange,a.ppm,15\n"
    )
    const first = await service.import("a.csv", fast)
    expect(first.code).toBe(3)
    expect(reportOf(first)).toMatchObject({ total: 5, done: 1, failed: 4, sent: 1 })
    expect(reportOf(first).failedRows.map(({ line, reason }) => [line, reason])).toEqual([
      [3, `"${folder.path("b.ppm")}" does not exist`],
      [4, 'CategoryId must be a whole number, not "abc"'],
      [5, expect.stringContaining(`"${folder.path("text.ppm")}" is no picture`)],
      [6, expect.stringMatching(/^CategoryId must be one of 0, .*, not "15"$/)]
    ])
    expect(JSON.parse((await runWorker(["status", "--store", store, "--json"])).stdout)).toEqual({
      done: 1,
      waiting: 0,
      failed: 4
    })
    expect((await runWorker(["failed", "--store", store])).stdout).toContain("line 4 (bad): CategoryId must be")

    folder.picture("b.ppm", 2)
    folder.picture("text.ppm", 3)
    expect(reportOf(await service.import("a.csv", fast))).toMatchObject({ done: 3, alreadyDone: 1, failed: 2, sent: 2 })
  })

  it("asks the instance first, so that a wrong key or instance ends the run at once and leaves the store free", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 5)
    const wrongSecret = { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "another secret" }
    for (const flags of [["--json"], fast]) {
      const ending = await service.import("a.csv", flags, wrongSecret)
      expect(ending).toMatchObject({ code: 77, stdout: "" })
      expect(ending.stderr).toMatch(/^imagesearch-worker: Detail at .* failed: .*Check the AccessKey/)
      expect(ending.stderr).not.toContain("another secret")
    }
    expect(await service.import("a.csv", [...fast, "--instance", "nobody"])).toMatchObject({ code: 1, stdout: "" })
    expect(JSON.parse((await runWorker(["status", "--store", service.store, "--json"])).stdout)).toEqual({
      done: 0,
      waiting: 0,
      failed: 0
    })
    expect(reportOf(await service.import("a.csv", fast))).toMatchObject({ done: 5, sent: 5, resent: 0 })
  })

  it("says that the service is not there, and where, whether a rate is given or not", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 1)
    await service.takeDown()
    for (const flags of [[], fast]) {
      const ending = await service.import("a.csv", flags)
      expect(ending).toMatchObject({ code: 69, stdout: "" })
      expect(ending.stderr).toContain("imagesearch-worker: Detail at http://127.0.0.1:")
    }
  })

  it("says why it waits when the service goes away in the middle, which takes real time", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 40)
    const worker = service.startImport("a.csv", ["--rate", "10"])
    await worker.says("done")
    await service.takeDown()
    await worker.says("; giving up after 90 s")
    worker.process.kill("SIGTERM")
    expect((await worker.ending).stderr).toMatch(/no answer from http:\/\/127\.0\.0\.1:\d+ for \d+ s: /)
  }, 30_000)

  it("warns of a catalogue that is only a header", async () => {
    const service = await startService()
    service.folder.write("a.csv", "ProductId,Picture\n")
    const ending = await service.import("a.csv", fast)
    expect(ending.code).toBe(0)
    expect(ending.stderr).toContain(
      "imagesearch-worker: warning: the catalogue has no rows; there is nothing to import.\n"
    )
  })

  it.skipIf(process.getuid?.() === 0)("tells what a store holds that nobody may write to", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 2)
    await service.import("a.csv", fast)
    chmodSync(service.store, 0o444)
    chmodSync(service.folder.path("."), 0o555)
    onTestFinished(() => chmodSync(service.folder.path("."), 0o755))
    expect(await runWorker(["status", "--store", service.store])).toMatchObject({
      code: 0,
      stdout: "2 done, 0 waiting, 0 failed\n"
    })
    expect(await runWorker(["failed", "--store", service.store])).toMatchObject({ code: 0 })
  })

  it.each(["", "import", "status", "failed"])("has help that fits 80 columns: %j", async (command) => {
    const { code, stdout } = await runWorker([...(command === "" ? [] : [command]), "--help"])
    expect(code).toBe(0)
    expect(stdout.split("\n").filter((line) => line.length > 80)).toEqual([])
    expect(stdout).toContain("import.sqlite")
  })

  it("refuses a store that cannot be, a foreign instance's store, and a wrong command line", async () => {
    const service = await startService()
    const { folder } = service
    writeCatalogue(folder, "a.csv", 1)
    expect(await service.import("a.csv", ["--store", folder.path(".")])).toMatchObject({ code: 2 })
    const run = (store: string, ...flags: readonly string[]) =>
      runWorker(
        [
          "import",
          folder.path("a.csv"),
          "--store",
          store,
          "--endpoint",
          "http://127.0.0.1:9",
          "--instance",
          "demo",
          ...flags
        ],
        {
          ALIBABA_CLOUD_ACCESS_KEY_ID: "tester",
          ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret"
        }
      )
    expect(await run(folder.path("."))).toMatchObject({
      code: 2,
      stdout: "",
      stderr: `imagesearch-worker: The store "${folder.path(".")}" is no file. Give the path of a file.\n`
    })
    expect(await run(folder.path("none/a.store"))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("does not exist")
    })
    await service.import("a.csv", fast)
    expect(await run(service.store, "--region", "cn-shanghai")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("belongs to the instance demo without a region")
    })
    expect(await run(folder.path("b.store"), "--rate", "0")).toMatchObject({
      code: 2,
      stderr: "imagesearch-worker: --rate must be above 0 and at most 1000, not 0.\n"
    })
    expect(await run(folder.path("b.store"), "--rate", "1", "--concurrency", "60")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("At 1 call per second --concurrency can be 30 at most")
    })
    expect(await runWorker(["import", "--store", "x"])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("Help:  imagesearch-worker import --help")
    })
    expect(await runWorker(["statsu", "--store", "x"])).toEqual({
      code: 2,
      stdout: "",
      stderr: expect.stringMatching(
        /^imagesearch-worker: Unknown subcommand "statsu" .+\s+Did you mean this\?\s+status\nUsage: .+\nHelp: .+\n$/
      )
    })
    expect(await runWorker(["status", "--store", folder.path("c.store")])).toMatchObject({
      code: 2,
      stdout: "",
      stderr: expect.stringContaining("does not exist")
    })
  })

  it("leaves no store behind when the catalogue's header cannot be used", async () => {
    const service = await startService()
    service.folder.write("a.csv", "Product,File\np1,a.ppm\n")
    const ending = await service.import("a.csv", fast)
    expect(ending).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("The first row of the catalogue must be its header")
    })
    expect(existsSync(service.store)).toBe(false)
  })

  it("spaces its calls evenly, in real time since the spacing is what is tested", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 30)
    await service.import("a.csv", ["--rate", "10"])
    const { added } = service
    expect(added).toHaveLength(30)
    // 100 ms apart, give or take what one answer takes longer than another on a busy machine.
    const span = (added.at(-1) ?? 0) - (added[0] ?? 0)
    expect(span).toBeGreaterThan(2_750)
    expect(span).toBeLessThan(4_500)
    // A limiter by windows would let 20 through in its worst second.
    const worstSecond = Math.max(...added.map((from) => added.filter((at) => at >= from && at < from + 1_000).length))
    expect(worstSecond).toBeLessThanOrEqual(12)
  })

  it("keeps its turns under one name, so that whoever works on the store shares them", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 1)
    expect(await service.import("a.csv", fast)).toMatchObject({ code: 0 })
    const database = new DatabaseSync(service.store, { readOnly: true })
    onTestFinished(() => database.close())
    expect(database.prepare("SELECT key FROM pacer").all()).toEqual([{ key: "demo/add" }])
  })

  it("does the work once when two processes share a store", async () => {
    const service = await startService()
    const manifest = writeCatalogue(service.folder, "a.csv", 40)
    const endings = await Promise.all([
      service.import("a.csv", ["--rate", "40", "--json"]),
      service.import("a.csv", ["--rate", "40", "--json"])
    ])
    expect(endings.map(({ code }) => code)).toEqual([0, 0])
    const sent = endings.map((ending) => reportOf(ending).sent)
    expect(sent.reduce((sum, one) => sum + one)).toBe(40)
    expect(Math.min(...sent)).toBeGreaterThan(0)
    for (const report of endings.map(reportOf)) {
      expect(report.alreadyDone + report.sent + report.doneByOthers).toBe(40)
    }
    expect(service.added).toHaveLength(40)
    expect(await service.contents()).toEqual(manifest)
  })
})
