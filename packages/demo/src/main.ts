/**
 * The demo: a catalogue is drawn and imported, the import survives a kill, altered pictures find their products, and
 * a search survives the loss of an endpoint. Every step is one of the project's own programs, run as a person would.
 */
import { resolve } from "node:path"
import { parseArgs } from "node:util"
import { claim } from "./claim.ts"
import { play } from "./play.ts"
import { endAll } from "./processes.ts"
import { progress } from "./report.ts"

const usage = `Usage: npx -y pnpm@12 demo [--pictures DIR]

Draws a catalogue of product pictures, imports it, searches it, and writes .demo/gallery.html.
  --pictures DIR   play it on the pictures of a folder instead, at least 10 of them
`

let isStopping = false

/** Ends every process of the demo, then the demo. */
const stop = (exitCode: number): void => {
  isStopping = true
  progress("")
  void endAll().then(async () => {
    await claimed?.release()
    process.exit(exitCode)
  })
}

let claimed: Awaited<ReturnType<typeof claim>> | undefined

const run = async (): Promise<number> => {
  const { values } = parseArgs({ options: { pictures: { type: "string" }, help: { type: "boolean" } } })
  if (values.help === true) {
    process.stdout.write(usage)
    return 0
  }
  const folder = resolve(".demo")
  claimed = await claim(folder)
  return (await play(folder, values.pictures)) ? 0 : 1
}

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129]
] as const) {
  process.once(signal, () => stop(exitCode))
}
process.stdout.on("error", () => stop(0)) // the reader of a pipe has gone

try {
  process.exitCode = await run()
} catch (error) {
  // What fails because everything is being ended is no failure of its own.
  if (!isStopping) {
    progress("")
    const message = error instanceof Error ? error.message : String(error)
    process.stderr.write(`The demo ended: ${message}\n`)
    process.exitCode = message.startsWith("Unknown option") || message.startsWith("Option ") ? 2 : 1
  }
} finally {
  if (!isStopping) {
    await endAll()
    await claimed?.release()
  }
}
