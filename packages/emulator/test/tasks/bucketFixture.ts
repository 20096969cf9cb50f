// A bucket below --oss-dir for one test, in a folder of its own that is removed afterwards.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import { type EmulatorOptions, startEmulator } from "../../src/index.ts"
import { KEY, type Values } from "../client.ts"

/** Where the fixture's manifest lies, as IncreaseInstance is told. */
export const WHERE = { BucketName: "my-shop", Path: "/spring/sale" }

export const makeBucket = async () => {
  const parent = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
  const ossDir = join(parent, "oss")
  const pathOf = (name: string): string => join(ossDir, WHERE.BucketName, WHERE.Path, name)
  const put = async (name: string, content: string | Uint8Array): Promise<void> => {
    const path = pathOf(name)
    await mkdir(dirname(path), { recursive: true })
    await writeFile(path, content)
  }
  return {
    /** A folder for the state of an emulator. */
    dataDir: join(parent, "state"),
    /** Puts a file beside the manifest. */
    put,
    /** Where that file lies. */
    pathOf,
    /** Writes the manifest: objects as JSON, texts as they are. */
    manifest: (...lines: readonly (Values | string)[]) =>
      put("increment.meta", lines.map((line) => (typeof line === "string" ? line : JSON.stringify(line))).join("\n")),
    /** Starts an emulator that reads the bucket. */
    start: (options: Partial<EmulatorOptions> = {}) =>
      startEmulator({ ...KEY, strict: true, ossDir, warn: () => undefined, ...options }),
    remove: () => rm(parent, { recursive: true, force: true })
  }
}
