/** The folder of the demo belongs to one demo at a time. */
import { mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"

/** Makes the folder this process's own until `release`; fails with a sentence when another demo runs in it. */
export const claim = async (folder: string): Promise<{ readonly release: () => Promise<void> }> => {
  await mkdir(folder, { recursive: true })
  const path = join(folder, "running")
  const holder = Number(await readFile(path, "utf8").catch(() => "0"))
  if (isAlive(holder))
    throw new Error(`another demo is running in this folder (process ${holder}); wait until it has ended.`)
  await rm(path, { force: true })
  // "wx" fails when another demo was faster.
  await writeFile(path, String(process.pid), { flag: "wx" }).catch(() => {
    throw new Error("another demo has just been started in this folder; wait until it has ended.")
  })
  return { release: () => rm(path, { force: true }) }
}

const isAlive = (pid: number): boolean => {
  if (pid === 0) return false
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
