/** The command itself, as a process, at all three levels: against an emulator, since nobody has an account here. */
import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { text } from "node:stream/consumers"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { bareRequests } from "../../src/drivers/bareRequests.ts"
import type { Recording } from "../../src/live/Recording.ts"
import { emulatedTarget, type EmulatedTarget } from "../support/emulatedTarget.ts"

const main = fileURLToPath(new URL("../../src/live/main.ts", import.meta.url))
const marks = new URL("../../marks.json", import.meta.url)
const names = new URL("../support/bucketNames.ts", import.meta.url).href

let emulated: EmulatedTarget
let folder = ""
beforeAll(async () => {
  emulated = await emulatedTarget()
  folder = await mkdtemp(join(tmpdir(), "conformance-"))
})
afterAll(async () => {
  await emulated[Symbol.asyncDispose]()
  await rm(folder, { recursive: true })
})

const begin = (args: readonly string[]) => {
  const { target } = emulated
  return spawn(process.execPath, [`--import=${names}`, main, ...args], {
    env: {
      ...process.env,
      CONFORMANCE_REGION: target.region,
      CONFORMANCE_ACCESS_KEY_ID: target.accessKeyId,
      CONFORMANCE_ACCESS_KEY_SECRET: target.accessKeySecret,
      CONFORMANCE_INSTANCE: target.instance
    },
    stdio: ["ignore", "pipe", "pipe"]
  })
}

const start = async (args: readonly string[]) => {
  const child = begin(args)
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")])
  return { stdout, stderr, code: Number(code) }
}

const argumentsFor = (level: number): readonly string[] => [
  "--live",
  "--level",
  String(level),
  "--address",
  emulated.target.endpoint,
  "--per-second",
  "1000"
]

const recordingsIn = async (path: string): Promise<readonly Recording[]> =>
  Promise.all(
    (await readdir(path)).map(async (name): Promise<Recording> => JSON.parse(await readFile(join(path, name), "utf8")))
  )

describe("a run against an emulator", () => {
  it.each([1, 2, 3])(
    "plays level %i: every case ends as expected, and what it finds is printed and recorded",
    async (level) => {
      const before = await readFile(marks, "utf8")
      const recordings = join(folder, String(level))
      const { stdout, stderr, code } = await start([...argumentsFor(level), "--recordings", recordings])
      expect(stderr).toBe("")
      expect(stdout.match(/differs: .*/g) ?? []).toEqual([])
      expect(stdout.match(/broke off.*/g) ?? []).toEqual([])
      expect(code).toBe(0)
      expect(stdout).toContain(`Level ${level} at ${emulated.target.endpoint}, an emulator.`)
      expect(stdout).toContain("found (status-unknown-key): gateway/unknown-key is as the emulator has it")

      const written = await recordingsIn(recordings)
      expect(written.map(({ of }) => of)).toContain("gateway/unknown-key")
      expect(written.every(({ source }) => source === "emulator")).toBe(true)
      expect(await readFile(marks, "utf8")).toBe(before)
      const all = stdout + JSON.stringify(written)
      expect(all).not.toContain(emulated.target.accessKeySecret)
      expect(JSON.stringify(written)).not.toContain(emulated.target.accessKeyId)
      expect(all).not.toMatch(/Signature=(?!redacted)/)
    },
    60_000
  )

  it("that is interrupted removes what it has added, and ends with 130", async () => {
    const child = begin([...argumentsFor(3), "--recordings", join(folder, "interrupted")])
    let output = ""
    for await (const part of child.stdout.setEncoding("utf8")) {
      if (!output.includes("case AddImage/stores") && (output + part).includes("case AddImage/stores"))
        child.kill("SIGINT")
      output += part
    }
    const [code] = child.exitCode === null ? await once(child, "exit") : [child.exitCode]
    expect(code).toBe(130)
    expect(output).toContain("stopping after what is under way")
    expect(output).toContain("clean-up")
    expect(output).not.toContain("case SearchImageByPic/finds")
  }, 60_000)

  it("leaves no picture behind", async () => {
    const detail = await bareRequests.open(emulated.target).call({ operation: "Detail", parameters: {} })
    expect(detail).toMatchObject({ answer: { Instance: { TotalCount: 0 } } })
  })

  it("sends nothing for a plan", async () => {
    const { stdout, code } = await start(["--live", "--level", "3", "--plan"])
    expect(code).toBe(0)
    expect(stdout).toContain("Level 3 at https://imagesearch.cn-shanghai.aliyuncs.com, the live service.")
    expect(stdout).not.toMatch(/^found/m)
  })

  it("refuses the live service without a confirmation, with one sentence and exit code 2", async () => {
    const { stdout, stderr, code } = await start(["--live", "--level", "1"])
    expect({ stdout, code }).toEqual({ stdout: "", code: 2 })
    expect(stderr).toMatch(
      /^conformance: .*(?:never called in CI|--confirm imagesearch\.cn-shanghai\.aliyuncs\.com).*\n$/
    )
  })
})
