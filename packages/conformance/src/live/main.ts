/** The command `conformance`: reads what it may do, prints the plan, and does it. Exits 0, or 1 if a case ended otherwise, or 2. */
import { randomBytes } from "node:crypto"
import { setTimeout } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { cases } from "../cases/index.ts"
import { writeMarks } from "../marks.ts"
import { help, readOptions, type RunOptions } from "./options.ts"
import { describePlan, planFor } from "./plan.ts"
import { probes } from "./probes/index.ts"
import { writeRecording } from "./Recording.ts"
import { runLive } from "./runLive.ts"

const say = (line: string): void => void process.stdout.write(`${line}\n`)

/** The first signal ends the run with a clean-up after what is under way; the second does not wait for it. */
const stopOnSignal = (): (() => boolean) => {
  let isStopped = false
  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143]
  ] as const) {
    process.on(signal, () => {
      if (isStopped) process.exit(exitCode)
      isStopped = true
      process.exitCode = exitCode
      say("stopping after what is under way; once more to leave everything as it is")
    })
  }
  return () => isStopped
}

const run = async (options: RunOptions): Promise<number> => {
  const plan = planFor(options, { probes, cases })
  for (const line of describePlan(plan, options)) say(line)
  if (options.isPlanOnly) return 0
  say("")
  const { source } = options
  // The clients of others take long to load, and a plan needs none.
  const { drivers } = await import("../drivers/index.ts")
  const folder = options.recordings ?? fileURLToPath(new URL(`../../recordings/${source}`, import.meta.url))
  const { differing, left } = await runLive(plan, options, {
    say,
    write: (recording) => writeRecording(folder, recording),
    mark: (marks) => writeMarks(marks),
    now: () => performance.now(),
    sleep: (millis) => setTimeout(millis),
    today: new Date().toISOString().slice(0, 10),
    run: `conf-${randomBytes(4).toString("hex")}-`,
    drivers,
    isStopped: stopOnSignal()
  })
  if (source === "live")
    say("marks.json has the cases that were seen; run the script `differences` to write the page anew.")
  say(`Recordings are in ${folder}. ${differing.length} of ${plan.cases.length} cases ended otherwise.`)
  return differing.length + left.length === 0 ? 0 : 1
}

const main = async (): Promise<void> => {
  const commandLine = readOptions(process.argv.slice(2), process.env)
  switch (commandLine.kind) {
    case "help":
      process.stdout.write(help)
      return
    case "wrong":
      process.stderr.write(`conformance: ${commandLine.message}\n`)
      process.exitCode = 2
      return
    case "run": {
      const exitCode = await run(commandLine.options)
      // A signal may have set it by now.
      process.exitCode ??= exitCode
    }
  }
}

await main()
