/** Reads a file that holds, or leads to, a key. */
import * as Effect from "effect/Effect"
import { constants, open } from "node:fs/promises"
import type { CredentialsError } from "./CredentialsError.ts"
import { absent, invalid } from "./CredentialsProvider.ts"

/** Bytes that are read at most: a thousand profiles with their policies are smaller. */
const fileLimitBytes = 1024 * 1024

/**
 * The text of a file. Fails with `Absent` when there is none, and with `Invalid` when it cannot be read, is too large, or
 * may be written by every user of this machine, who could then name the command that is run or the role that is taken.
 */
export const readSmallFile = (provider: string, path: string): Effect.Effect<string, CredentialsError> =>
  Effect.tryPromise({
    try: () => read(path),
    catch: (cause) => {
      const code = codeOf(cause)
      if (code === "ENOENT" || code === "ENOTDIR") return absent(provider, `there is no file ${path}`)
      return invalid({ provider, source: path }, problems[code] ?? `cannot be read (${code})`)
    }
  })

const problems: Readonly<Record<string, string>> = {
  EACCES: "may not be read by this user",
  EPERM: "may not be read by this user",
  NOT_A_FILE: "is no file",
  TOO_LARGE: `is larger than ${fileLimitBytes} bytes`,
  OPEN_TO_ALL: "may be written by every user of this machine; take that away with chmod o-w"
}

const read = async (path: string): Promise<string> => {
  // Non-blocking, or opening a pipe that nobody writes to would wait for ever.
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const facts = await file.stat()
    if (!facts.isFile()) throw failure("NOT_A_FILE")
    // Windows has no such bits; Node makes them up there.
    if (process.platform !== "win32" && (facts.mode & constants.S_IWOTH) !== 0) throw failure("OPEN_TO_ALL")
    if (facts.size > fileLimitBytes) throw failure("TOO_LARGE")
    const text = await file.readFile("utf8")
    // Editors on Windows begin a file with a byte order mark.
    return text.startsWith("\uFEFF") ? text.slice(1) : text
  } finally {
    await file.close()
  }
}

const failure = (code: string): Error => Object.assign(new Error(code), { code })

const codeOf = (cause: unknown): string =>
  typeof cause === "object" && cause !== null && "code" in cause ? String(cause.code) : "unknown"
