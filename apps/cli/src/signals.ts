/** How the process behaves when it is told to stop, or when nobody reads it. */
import { exitCode } from "./exitCode.ts"

/** Signals that ask a program to stop. */
type StopSignal = "SIGINT" | "SIGTERM"

const codes: Readonly<Record<StopSignal, number>> = { SIGINT: exitCode.interrupted, SIGTERM: exitCode.terminated }

/**
 * Remembers the first signal, which ends the program in order (the runtime interrupts it); a second one ends it at
 * once. Returns the exit code of an interrupted program.
 */
export const watchSignals = (): (() => number) => {
  let first: StopSignal | undefined
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (first !== undefined) process.exit(codes[signal])
      first = signal
    })
  }
  return () => codes[first ?? "SIGINT"]
}

/** Ends quietly when the reader of a pipe has gone, as in `imagesearch regions | head -1`. */
export const endWhenNobodyReads = (): void => {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(exitCode.ok)
    process.stderr.write(
      `imagesearch: stdout cannot be written (${error.code ?? error.message}); check the disk or the reader.\n`
    )
    process.exit(exitCode.failure)
  })
  process.stderr.on("error", () => process.exit(exitCode.failure))
}
