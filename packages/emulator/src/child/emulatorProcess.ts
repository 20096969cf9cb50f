// Starts the emulator in a process of its own: for tests that kill it, and for those whose own process is busy.

import { type ChildProcess, fork } from "node:child_process"
import { once } from "node:events"
import { setTimeout as sleep } from "node:timers/promises"
import { fileURLToPath } from "node:url"
import { checkOptions } from "../checkOptions.ts"
import { connectControl } from "../control/ControlClient.ts"
import type { RunningEmulator } from "../emulator.ts"
import { OptionError } from "../OptionError.ts"
import { errorOf } from "./failure.ts"
import type { FromChild, ProcessOptions, Ready, ToChild } from "./messages.ts"

export type { ProcessOptions } from "./messages.ts"

/** An emulator in a process of its own. */
export interface EmulatorProcess extends RunningEmulator {
  readonly pid: number
  /** Ends it at once, as a crash would. */
  readonly kill: () => Promise<void>
}

/** Running requests get 3 s; a process that has not ended by then will not. */
const STOP_MS = 10_000

/**
 * Starts the emulator in a process of its own and resolves when it accepts connections. It writes its warnings to this
 * process's standard error, does not keep this process alive, and ends with it, however that ends.
 *
 * Rejects with what startEmulator rejects with, and leaves no process then: an OptionError, a StoreError, or an Error
 * with the `code` of the operating system's.
 */
export const startEmulatorProcess = async (options: ProcessOptions = {}): Promise<EmulatorProcess> => {
  checkProcessOptions(options)
  const child = fork(PROGRAM, [], {
    execArgv: [],
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    serialization: "advanced"
  })
  const ready = await start(child, options).catch(async (error: unknown) => {
    await end(child)
    throw error
  })
  release(child)
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => (closed ??= stop(child))
  return {
    ...ready,
    pid: child.pid ?? 0,
    control: connectControl(ready.url),
    kill: () => end(child),
    close,
    [Symbol.asyncDispose]: close
  }
}

/** The types leave them out; a program without types may still give one. */
const FUNCTIONS: readonly string[] = ["clock", "log", "warn"]

const checkProcessOptions = (options: ProcessOptions): void => {
  for (const [name, value] of Object.entries(options)) {
    if (!FUNCTIONS.includes(name) || value === undefined) continue
    throw new OptionError(
      name,
      `${name} is a function, and no other process can call it; leave it out or use startEmulator`
    )
  }
  checkOptions(options)
}

/** The sources lie in folders, the build beside each other. */
const PROGRAM = fileURLToPath(
  new URL(import.meta.url.endsWith(".ts") ? "./main.ts" : "./child/main.js", import.meta.url)
)

const start = (child: ChildProcess, options: ProcessOptions): Promise<Ready> =>
  new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code, signal) => {
      reject(new Error(`the emulator's process ended with ${code ?? signal} before it listened`))
    })
    child.once("message", (message: FromChild) => {
      if (message.kind === "ready") resolve(message.emulator)
      else reject(errorOf(message.failure))
    })
    tell(child, { kind: "start", options })
  })

const tell = (child: ChildProcess, message: ToChild): void => void child.send(message)

/** Neither the process nor the channel to it keeps this one alive. */
const release = (child: ChildProcess): void => {
  child.unref()
  child.channel?.unref()
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess): boolean => exitCode !== null || signalCode !== null

const stop = async (child: ChildProcess): Promise<void> => {
  if (hasEnded(child)) return
  const overdue = new AbortController()
  child.ref()
  const ended = once(child, "exit")
  if (child.connected) tell(child, { kind: "stop" })
  const late = sleep(STOP_MS, undefined, { signal: overdue.signal }).then(
    () => child.kill("SIGKILL"),
    () => undefined
  )
  await ended
  overdue.abort()
  await late
}

const end = async (child: ChildProcess): Promise<void> => {
  // Without an id it could not be started at all.
  if (hasEnded(child) || child.pid === undefined) return
  child.ref()
  const ended = once(child, "exit")
  child.kill("SIGKILL")
  await ended
}
