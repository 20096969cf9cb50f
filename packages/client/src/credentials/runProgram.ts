/** Runs a program without a shell, and reads what it prints, within bounds of time and size. */
import * as Effect from "effect/Effect"
import { spawn, type ChildProcess } from "node:child_process"

/** Bytes of output that are read at most: a key and its token are a few kilobytes. */
export const outputLimitBytes = 64 * 1024

export type ProgramEnding =
  | { readonly _tag: "Printed"; readonly output: string }
  /** A clause. What the program printed is not in it: it may hold the key. */
  | { readonly _tag: "Failed"; readonly problem: string }

/** Interruption ends the program, and what it has started. */
export const runProgram = (command: readonly [string, ...string[]]): Effect.Effect<ProgramEnding> =>
  Effect.callback<ProgramEnding>((resume) => {
    const end = (ending: ProgramEnding) => resume(Effect.succeed(ending))
    const fail = (problem: string) => end({ _tag: "Failed", problem })
    const child = start(command)
    if (child instanceof Error) return fail(cannotRun(child))
    const chunks: Buffer[] = []
    let receivedBytes = 0
    child.stdout.on("data", (chunk: Buffer) => {
      receivedBytes += chunk.byteLength
      if (receivedBytes <= outputLimitBytes) return void chunks.push(chunk)
      kill(child)
      fail(`printed more than ${outputLimitBytes} bytes`)
    })
    child.on("error", (error) => fail(cannotRun(error)))
    child.on("close", (code, signal) => {
      if (code === 0) return end({ _tag: "Printed", output: Buffer.concat(chunks).toString("utf8") })
      fail(code === null ? `was ended by ${signal}` : `ended with exit code ${code}; run it by hand to see why`)
    })
    return Effect.sync(() => kill(child))
  })

/** An argument that holds a zero byte is refused at once; everything else is told by an event. */
const start = ([program, ...args]: readonly [string, ...string[]]) => {
  try {
    return spawn(program, args, {
      // A group of its own can be ended as a whole; on Windows that would open a window.
      detached: process.platform !== "win32",
      windowsHide: true,
      stdio: ["ignore", "pipe", "ignore"]
    })
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

const cannotRun = (error: Error): string => `cannot be run (${"code" in error ? String(error.code) : error.name})`

/** The whole group; one that has gone is no failure. */
const kill = (child: ChildProcess): void => {
  child.stdout?.destroy()
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL")
  } catch {
    child.kill("SIGKILL")
  }
}
