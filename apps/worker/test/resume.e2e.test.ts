import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it, vi } from "vitest"
import type { ImportReport } from "../src/run/report.ts"
import { leaseSeconds } from "../src/store/Job.ts"
import type { Ending } from "./support/runWorker.ts"
import { startService, writeCatalogue } from "./support/service.ts"

// The one boundary where the program's JSON becomes a type; each test looks at what it names.
const reportOf = ({ stdout }: Ending): ImportReport => JSON.parse(stdout) as ImportReport

/** Slow enough that a kill falls into the middle: 40 pictures take two seconds. */
const steady = ["--rate", "20", "--json"]

describe("an import that is ended in the middle", () => {
  it(
    "loses nothing when it is killed at random moments, which are moments of real time, and goes on without waiting for leases",
    { timeout: 40_000 },
    async () => {
      const service = await startService()
      const manifest = writeCatalogue(service.folder, "a.csv", 40)
      const moments = Array.from({ length: 5 }, () => 150 + Math.random() * 700)
      for (const moment of moments) {
        const worker = service.startImport("a.csv", steady)
        await sleep(moment)
        worker.process.kill("SIGKILL")
        await worker.ending
      }
      const last = await service.import("a.csv", steady)
      const report = reportOf(last)
      expect({ moments, code: last.code, stderr: last.stderr }).toMatchObject({ code: 0 })
      expect(report).toMatchObject({ total: 40, done: 40, failed: 0, waiting: 0 })
      expect(report.seconds).toBeLessThan(leaseSeconds)
      expect(await service.contents()).toEqual(manifest)
      // A kill cuts off at most the jobs under way, 8 at a time.
      expect(service.added.length).toBeLessThanOrEqual(40 + 8 * moments.length)
    }
  )

  it(
    "hands the jobs of a killed process to one that goes on, when their leases run out in real time",
    { timeout: 20_000 },
    async () => {
      const service = await startService()
      const manifest = writeCatalogue(service.folder, "a.csv", 60)
      const killed = service.startImport("a.csv", steady)
      const survivor = service.startImport("a.csv", steady)
      await Promise.all([killed.says("done"), survivor.says("done")])
      // By then each of them has as many jobs under way as it takes.
      await vi.waitUntil(() => service.added.length >= 10, { timeout: 5_000 })
      killed.process.kill("SIGKILL")
      const ending = await survivor.ending
      expect(ending.code).toBe(0)
      expect(reportOf(ending)).toMatchObject({ total: 60, done: 60 })
      expect(reportOf(ending).resent).toBeGreaterThan(0)
      expect(reportOf(ending).seconds).toBeLessThan(3 + leaseSeconds + 2)
      expect(await service.contents()).toEqual(manifest)
    }
  )

  it.each([
    ["SIGTERM", 143],
    ["SIGINT", 130]
  ] as const)("finishes what is on its way on %s, and says how to go on", async (signal, code) => {
    const service = await startService()
    const manifest = writeCatalogue(service.folder, "a.csv", 40)
    const worker = service.startImport("a.csv", ["--rate", "20"])
    await worker.says("done")
    worker.process.kill(signal)
    const stopped = await worker.ending
    expect(stopped.code).toBe(code)
    expect(stopped.stdout).toContain(`Stopped by ${signal}; nothing is lost. To go on, run the same command again.`)
    expect(service.added.length).toBeLessThan(40)
    const rest = await service.import("a.csv", ["--rate", "200", "--json"])
    expect(reportOf(rest)).toMatchObject({ done: 40, resent: 0 })
    // Nothing was cut off, so nothing was sent twice.
    expect(service.added).toHaveLength(40)
    expect(await service.contents()).toEqual(manifest)
  })

  it("ends at once on a second signal", async () => {
    const service = await startService()
    writeCatalogue(service.folder, "a.csv", 10)
    // At this rate a job waits for its turn longer than the test.
    const worker = service.startImport("a.csv", ["--rate", "0.1"])
    await worker.says("done")
    worker.process.kill("SIGINT")
    await worker.says("Once more to stop at once")
    worker.process.kill("SIGINT")
    expect((await worker.ending).code).toBe(130)
  })
})
