// What the store holds after its process was killed, over and over again.

import { createHash } from "node:crypto"
import { cp, mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { setTimeout as sleep } from "node:timers/promises"
import { afterAll, beforeAll, expect, it } from "vitest"
import { startEmulatorProcess } from "../../src/index.ts"
import { draw, KEY, randomOf, upload } from "../client.ts"
import { WriteLoad } from "./writeLoad.ts"

/** Two stores at the same time, since a start takes most of a round and one core. */
const STORES = 2
const KILLS_OF_A_STORE = 25
const PICTURES = 4

/** How long the load goes on at most, after its first answer. */
const LONGEST_MS = 80

let folder = ""
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
  // Most of the time of a start from the sources is their compilation.
  process.env["NODE_COMPILE_CACHE"] = join(folder, "compiled")
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Whole pictures in the folder by hash; half-written ones still have another name. */
const wholePictures = async (dataDir: string): Promise<ReadonlySet<string>> => {
  const entries = await readdir(join(dataDir, "pictures"), { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile() && !entry.name.endsWith(".partial"))
  for (const { name, parentPath } of files) {
    const bytes = await readFile(join(parentPath, name))
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(name)
  }
  return new Set(files.map(({ name }) => name))
}

/** The rows as they lie on disk, read from a copy, so that the emulator itself finds what its predecessor has left. */
const rowsOnDisk = async (dataDir: string) => {
  const copy = `${dataDir}-copy`
  await cp(dataDir, copy, { recursive: true, filter: (path) => !path.endsWith("pictures") })
  const database = new DatabaseSync(join(copy, "imagesearch.sqlite"))
  const [integrity] = database.prepare("PRAGMA integrity_check").all()
  const rows = database.prepare("SELECT sha256, int_attr AS picture FROM pictures").all()
  database.close()
  await rm(copy, { recursive: true })
  return { integrity: integrity?.["integrity_check"], rows }
}

const killAgainAndAgain = async (seed: number) => {
  const dataDir = join(folder, `state-${seed}`)
  const random = randomOf(seed)
  const pictures = await Promise.all(
    Array.from({ length: PICTURES }, (_, at) => draw({ seed: at, width: 120, height: 120 }))
  )
  const load = new WriteLoad(pictures, seed)
  const hashes = load.hashes()
  let doubts = 0
  for (let kills = 0; kills < KILLS_OF_A_STORE; kills += 1) {
    const emulator = await startEmulatorProcess({ ...KEY, dataDir })
    expect(await load.findLosses(emulator)).toEqual([])
    const urls = await Promise.all(pictures.map((picture) => upload(emulator, picture)))
    const running = load.run(emulator, urls)
    await load.begun
    await sleep(random() * LONGEST_MS)
    await emulator.kill()
    await running
    doubts += load.doubts

    const whole = await wholePictures(dataDir)
    const { integrity, rows } = await rowsOnDisk(dataDir)
    expect(integrity).toBe("ok")
    expect(rows.filter(({ sha256 }) => !whole.has(String(sha256)))).toEqual([])
    expect(rows.filter(({ sha256, picture }) => hashes[Number(picture)] !== sha256)).toEqual([])
  }
  await using emulator = await startEmulatorProcess({ ...KEY, dataDir })
  expect(await load.findLosses(emulator)).toEqual([])
  return { acknowledged: load.acknowledged, doubts }
}

it("killed 50 times at random moments under load, loses no acknowledged write and leaves no torn picture (real time, 20 s)", async () => {
  const stores = await Promise.all(Array.from({ length: STORES }, (_, at) => killAgainAndAgain(at + 1)))
  // The load was there, and the kills came in the middle of it: writers wait for answers that never come.
  for (const { acknowledged, doubts } of stores) {
    expect(acknowledged).toBeGreaterThanOrEqual(KILLS_OF_A_STORE)
    expect(doubts).toBeGreaterThanOrEqual(KILLS_OF_A_STORE)
  }
}, 180_000)
