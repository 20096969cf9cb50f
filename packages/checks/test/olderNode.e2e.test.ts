// The programs under a Node that is too old for them, which is what many machines have.

import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { readFile } from "node:fs/promises"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it } from "vitest"

const run = promisify(execFile)

const PROGRAMS = [
  ["imagesearch", "../../../apps/cli/"],
  ["imagesearch-worker", "../../../apps/worker/"],
  ["imagesearch-emulator", "../../emulator/"]
] as const

/** The one of the machine, beside the one that the tests run in. */
const MACHINES_NODE = "/usr/bin/node"

const versionOf = async (node: string): Promise<string | undefined> =>
  existsSync(node) ? (await run(node, ["--version"], { env: {} })).stdout.trim().slice(1) : undefined

const machinesVersion = await versionOf(MACHINES_NODE)

const isOlder = machinesVersion !== undefined && Number.parseInt(machinesVersion, 10) < 22

/** Without the guard against real addresses, which an older Node cannot load: the program ends before it calls any. */
const start = (node: string, args: readonly string[]): Promise<unknown> =>
  run(node, [...args], { env: {} }).then(
    () => "ended well",
    (error: unknown) => error
  )

describe.each(PROGRAMS)("%s", (name, folder) => {
  const bin = fileURLToPath(new URL(`${folder}bin/${name}.js`, import.meta.url))

  const sentenceOf = async (own: string): Promise<string> => {
    const manifest: unknown = JSON.parse(await readFile(new URL(`${folder}package.json`, import.meta.url), "utf8"))
    expect(manifest).toMatchObject({ engines: { node: ">=22.19.0" }, bin: { [name]: `./bin/${name}.js` } })
    return `${name}: needs Node 22.19.0 or newer and was started by Node ${own}; put a newer one first on the PATH\n`
  }

  it.each(["22.18.9", "22.9.0", "18.0.0"])("says which Node it needs to one that says it is %s", async (own) => {
    const versions = `{ value: { ...process.versions, node: "${own}" } }`
    const pretend = `data:text/javascript,Object.defineProperty(process, "versions", ${versions})`
    expect(await start(process.execPath, ["--import", pretend, bin, "--version"])).toMatchObject({
      code: 1,
      stdout: "",
      stderr: await sentenceOf(own)
    })
  })

  it.runIf(isOlder)(
    `says so to the machine's own Node; skipped unless ${MACHINES_NODE} is there and older than 22`,
    async () => {
      expect(await start(MACHINES_NODE, [bin, "--version"])).toMatchObject({
        code: 1,
        stdout: "",
        stderr: await sentenceOf(machinesVersion ?? "")
      })
    }
  )
})
