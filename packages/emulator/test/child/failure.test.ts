// Why an emulator could not start, told by its process as it would be told in this one.

import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { type ProcessOptions, startEmulator, startEmulatorProcess, StoreError } from "../../src/index.ts"
import { KEY } from "../client.ts"

const errorsOf = (options: ProcessOptions): Promise<readonly unknown[]> =>
  Promise.all(
    [startEmulator, startEmulatorProcess].map((start) =>
      start(options).then(
        () => "started",
        (error: unknown) => error
      )
    )
  )

describe("a failure to start", () => {
  it("is the same error from both: of the store", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    await writeFile(join(dataDir, "letter.txt"), "")
    const [here, elsewhere] = await errorsOf({ ...KEY, dataDir })
    expect(here).toBeInstanceOf(StoreError)
    expect(elsewhere).toBeInstanceOf(StoreError)
    expect(String(elsewhere)).toBe(String(here))
    await rm(dataDir, { recursive: true })
  })

  it("is the same error from both: of a store in use, which keeps its name", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    {
      await using emulator = await startEmulator({ ...KEY, dataDir })
      const [here, elsewhere] = await errorsOf({ ...KEY, dataDir })
      expect(emulator.url).toMatch(/^http/)
      for (const error of [here, elsewhere]) expect(error).toBeInstanceOf(StoreError)
      expect(here).toMatchObject({ name: "StoreInUse" })
      expect(String(elsewhere)).toBe(String(here))
    }
    await rm(dataDir, { recursive: true })
  })

  it("is the same error from both: of the operating system", async () => {
    await using emulator = await startEmulator(KEY)
    const port = Number(new URL(emulator.url).port)
    for (const error of await errorsOf({ ...KEY, port })) {
      expect(error).toMatchObject({
        name: "Error",
        code: "EADDRINUSE",
        syscall: "listen",
        port,
        message: `listen EADDRINUSE: address already in use 127.0.0.1:${port}`
      })
    }
  })
})
