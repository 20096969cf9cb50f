/** A consumer's project under the strictest settings, with `skipLibCheck: false`, compiled against the built package. */
import { execFile } from "node:child_process"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import { expect, it } from "vitest"

const compiler = join(dirname(createRequire(import.meta.url).resolve("typescript/package.json")), "bin", "tsc")

/** What the compiler says; nothing when all is well. */
const compile = (folder: string): Promise<string> =>
  new Promise((resolve) => {
    execFile(process.execPath, [compiler, "-p", folder, "--pretty", "false"], (error, stdout, stderr) => {
      resolve(error === null ? "" : `${stdout}${stderr}${error.message}`)
    })
  })

it("compiles what is right, and refuses every mistake that the consumer's files mark", async () => {
  expect(await compile(join(import.meta.dirname, "consumer"))).toBe("")
}, 60_000)
