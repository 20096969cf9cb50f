/** The processes of the demo: each is one of the project's own programs, and none outlives the demo. */
import { spawn, type ChildProcess } from "node:child_process"
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"

export type Program = "@imagesearch/cli" | "@imagesearch/emulator" | "@imagesearch/worker"

/** How a program ended, and what it wrote. */
export interface Ended {
  /** Undefined when a signal ended it. */
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

export interface Running {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
}

const running = new Set<ChildProcess>()

/**
 * Runs in each program before its own code: when the demo is gone, however it went, a pipe to it ends, and the program
 * with it. The pipe keeps no program alive that has done its work.
 */
const endWithDemo = [
  "import net from 'node:net'",
  "const pipe = new net.Socket({ fd: 3 })",
  "pipe.on('end', () => process.exit(1)).on('error', () => process.exit(1)).resume().unref()"
].join(";")

/** Starts a program under this Node; its environment is `environment` alone, beside what finds files and folders. */
export const start = (
  program: Program,
  args: readonly string[],
  environment: Readonly<Record<string, string>>
): Running => {
  const { PATH, HOME, TMPDIR } = process.env
  const child = spawn(process.execPath, ["--import", `data:text/javascript,${endWithDemo}`, mainOf(program), ...args], {
    env: { ...defined({ PATH, HOME, TMPDIR }), ...environment },
    stdio: ["ignore", "pipe", "pipe", "pipe"]
  })
  running.add(child)
  const output = { stdout: "", stderr: "" }
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output.stdout += text))
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (output.stderr += text))
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => {
      running.delete(child)
      resolve({ exitCode: code ?? undefined, ...output })
    })
  })
  return { child, ended }
}

/** Ends every process that still runs: politely, then after two seconds for good. */
export const endAll = async (): Promise<void> => {
  const left = [...running]
  const gone = left.map((child) => new Promise((resolve) => child.once("close", resolve)))
  for (const child of left) child.kill("SIGTERM")
  const force = setTimeout(() => left.forEach((child) => child.kill("SIGKILL")), 2_000)
  await Promise.all(gone)
  clearTimeout(force)
}

const require = createRequire(import.meta.url)

/** The built file behind a program's command. */
const mainOf = (program: Program): string => {
  const manifestPath = require.resolve(`${program}/package.json`)
  const manifest: { readonly bin: Readonly<Record<string, string>> } = JSON.parse(readFileSync(manifestPath, "utf8"))
  return join(dirname(manifestPath), Object.values(manifest.bin)[0] ?? "")
}

const defined = (values: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))
