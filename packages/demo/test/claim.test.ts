import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it, onTestFinished } from "vitest"
import { claim } from "../src/claim.ts"

const folder = async (): Promise<string> => {
  const path = await mkdtemp(join(tmpdir(), "imagesearch-demo-"))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

it("lets one demo at a time into a folder", async () => {
  const path = await folder()
  const first = await claim(path)
  await expect(claim(path)).rejects.toThrow(`another demo is running in this folder (process ${process.pid})`)
  await first.release()
  await (await claim(path)).release()
})

it("takes the folder over from a demo that was killed", async () => {
  const path = await folder()
  // No process has this number: it is above the largest that Linux gives.
  await writeFile(join(path, "running"), "4194999")
  const claimed = await claim(path)
  expect(await readFile(join(path, "running"), "utf8")).toBe(String(process.pid))
  await claimed.release()
})
