/** Runs a program without a shell, and reads what it prints, within bounds of time and size. */
import * as Effect from "effect/Effect"
import { spawn, type ChildProcess } from "node:child_process"

/** Bytes of output that are read at most: a key and its token are a few kilobytes. */
export const outputLimitBytes = 64 * 1024
/** Milliseconds after the program's end in which what it printed is read to its end: it lies in the pipe already. */
export const drainMillis = 200

export type ProgramEnding =
  | { readonly _tag: "Printed"; readonly output: string }
  /** A clause. What the program printed is not in it: it may hold the key. */
  | { readonly _tag: "Failed"; readonly problem: string }

/** Interruption ends the program, and what it has started; its own end whatever of that still holds the output open. */
export const runProgram = (command: readonly [string, ...string[]]): Effect.Effect<ProgramEnding> =>
  Effect.suspend(() => {
    const child = start(command)
    if (child instanceof Error) return Effect.succeed(failed(cannotRun(child)))
    const output = new Output(() => kill(child))
    child.stdout.on("data", output.add)
    const closed = new Promise<void>((resolve) => child.once("close", () => resolve()))
    const drained = Effect.timeoutOrElse(
      Effect.promise(() => closed),
      { duration: drainMillis, orElse: () => Effect.sync(() => kill(child)) }
    )
    const ending = Effect.callback<ProgramEnding>((resume) => {
      child.on("error", (error) => resume(Effect.succeed(failed(cannotRun(error)))))
      child.on("exit", (code, signal) => resume(Effect.map(drained, () => endingOf(output, code, signal))))
    })
    return Effect.onInterrupt(ending, () => Effect.sync(() => kill(child)))
  })

/** What a program has printed, up to the bound. */
class Output {
  private readonly onExcess: () => void
  private readonly chunks: Buffer[] = []
  private length = 0

  constructor(onExcess: () => void) {
    this.onExcess = onExcess
  }

  readonly add = (chunk: Buffer): void => {
    this.length += chunk.byteLength
    if (this.isTooLong) this.onExcess()
    else this.chunks.push(chunk)
  }

  get isTooLong(): boolean {
    return this.length > outputLimitBytes
  }

  get text(): string {
    return Buffer.concat(this.chunks).toString("utf8")
  }
}

const endingOf = (output: Output, code: number | null, signal: NodeJS.Signals | null): ProgramEnding => {
  if (output.isTooLong) return failed(`printed more than ${outputLimitBytes} bytes`)
  if (code === 0) return { _tag: "Printed", output: output.text }
  return failed(code === null ? `was ended by ${signal}` : `ended with exit code ${code}; run it by hand to see why`)
}

const failed = (problem: string): ProgramEnding => ({ _tag: "Failed", problem })

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

/** The whole group, which may outlive the program; one that has gone is no failure. */
const kill = (child: ChildProcess): void => {
  child.stdout?.destroy()
  const hasEnded = child.exitCode !== null || child.signalCode !== null
  // Without groups, the number of a program that has ended may be another's by now.
  if (child.pid === undefined || (process.platform === "win32" && hasEnded)) return
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL")
  } catch {
    child.kill("SIGKILL")
  }
}
