/** The emulator's command as users start it. */
import { spawn, type ChildProcess } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

const command = fileURLToPath(new URL("../../../emulator/bin/imagesearch-emulator.js", import.meta.url))

/** Resolves when it says that it listens. */
export const startCommand = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [command, "--json"], { stdio: ["ignore", "pipe", "inherit"] })
  await once(child.stdout, "data")
  return child
}
