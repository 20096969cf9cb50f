import { spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { describe, expect, it } from "vitest"

const program = `
  import { watchSignals } from ${JSON.stringify(new URL("../src/signals.ts", import.meta.url).href)}
  watchSignals()
  process.on("SIGINT", () => console.log("still here"))
  setInterval(() => {}, 1_000)
  console.log("ready")
`

describe("watchSignals", () => {
  it("leaves the first Ctrl-C to the program and ends at the second, even when the program hangs", async () => {
    const args = ["--input-type=module", "--eval", program]
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] })
    const exited = once(child, "exit")
    const lines: string[] = []
    for await (const line of createInterface({ input: child.stdout })) {
      lines.push(line)
      child.kill("SIGINT")
    }
    expect(lines).toEqual(["ready", "still here"])
    expect(await exited).toEqual([130, null])
  })
})
