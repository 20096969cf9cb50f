/** The built program in a process of its own, as a person runs it. */
import { spawn, type ChildProcess } from "node:child_process"
import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { onTestFinished } from "vitest"

export interface Ending {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningWorker {
  readonly process: ChildProcess
  readonly ending: Promise<Ending>
  /** Resolves when stderr holds the text. */
  readonly says: (text: string) => Promise<void>
}

const program = fileURLToPath(new URL("../../dist/main.js", import.meta.url))

/** Killed when the test ends. */
export const startWorker = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {}
): RunningWorker => {
  if (!existsSync(program)) throw new Error("apps/worker/dist/main.js is missing; build the workspace first.")
  const child = spawn(process.execPath, [program, ...args], {
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"]
  })
  onTestFinished(() => void child.kill("SIGKILL"))
  let stdout = ""
  let stderr = ""
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text))
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text))
  const ending = new Promise<Ending>((resolve, reject) => {
    child.once("error", reject)
    child.once("close", (code) => resolve({ code, stdout, stderr }))
  })
  const says = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => void (stderr.includes(text) && resolve())
      look()
      child.stderr.on("data", look)
      void ending.then(() => reject(new Error(`the worker ended without saying "${text}": ${stderr}`)), reject)
    })
  return { process: child, ending, says }
}

export const runWorker = (
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {}
): Promise<Ending> => startWorker(args, environment).ending
