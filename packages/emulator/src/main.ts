#!/usr/bin/env node
// The command `imagesearch-emulator`.

import { lookup } from "node:dns/promises"
import { announce, announceJson } from "./announce.ts"
import { type Emulator, startEmulator } from "./emulator.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { type CommandLine, HELP, readCommandLine } from "./options.ts"
import { packageVersion } from "./packageVersion.ts"
import { StoreError } from "./store/database.ts"

type Run = Extract<CommandLine, { readonly kind: "run" }>

const WRONG_USAGE = 2
const FAILED = 1

/** What a shell reports of a process that a signal ended: 128 and the signal's number. */
const STOPPED = { SIGINT: 130, SIGTERM: 143 } as const

const main = async (): Promise<void> => {
  leaveQuietlyWhenNobodyReads()
  const commandLine = readCommandLine(process.argv.slice(2), process.env)
  switch (commandLine.kind) {
    case "help":
      process.stdout.write(HELP)
      return
    case "version":
      process.stdout.write(`${packageVersion()}\n`)
      return
    case "wrong":
      return fail(WRONG_USAGE, commandLine.message)
    case "hosts":
      return printHosts(commandLine)
    case "run":
      return run(commandLine)
  }
}

/** One line for an /etc/hosts; a name is looked up, since such a line starts with an address. */
const printHosts = async ({ address, names }: Extract<CommandLine, { readonly kind: "hosts" }>): Promise<void> => {
  try {
    const { address: found } = await lookup(address)
    process.stdout.write(`${found} ${names.join(" ")}\n`)
  } catch {
    fail(FAILED, `the name ${address} is not known on this machine; name its IP address in --advertise`)
  }
}

const run = async (commandLine: Run): Promise<void> => {
  const { options, isLogging } = commandLine
  const log = (line: string): void => void process.stderr.write(`${line}\n`)
  try {
    const emulator = await startEmulator(isLogging ? { ...options, log } : options)
    stopOnSignal(emulator)
    process.stdout.write(commandLine.isJson ? announceJson(emulator, commandLine) : announce(emulator, commandLine))
  } catch (error) {
    fail(FAILED, reasonOf(error, options))
  }
}

const fail = (code: number, message: string): void => {
  process.stderr.write(`imagesearch-emulator: ${message}\n`)
  process.exitCode = code
}

/** The first signal lets running requests finish; the second one does not wait. */
const stopOnSignal = (emulator: Emulator): void => {
  let isStopping = false
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (isStopping) process.exit(STOPPED[signal])
      isStopping = true
      emulator.close().then(
        () => process.exit(STOPPED[signal]),
        (error: unknown) => {
          fail(FAILED, `could not close the store: ${error instanceof Error ? error.message : String(error)}`)
          process.exit()
        }
      )
    })
  }
}

/** A reader such as `head` may close the pipe; that ends what is written and is no failure of the emulator. */
const leaveQuietlyWhenNobodyReads = (): void => {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error
    })
  }
}

const reasonOf = (error: unknown, { host, port, endpoints = 1 }: EmulatorOptions): string => {
  if (error instanceof StoreError) return error.message
  const code = error instanceof Error && "code" in error ? error.code : undefined
  const ports = endpoints === 1 ? `port ${port}` : `one of the ports ${port} to ${(port ?? 0) + endpoints - 1}`
  if (code === "EADDRINUSE")
    return `${ports} of ${host} is in use; stop the program that listens there or name another --port`
  if (code === "EACCES") return `${ports} of ${host} may not be used by this user; name a --port above 1023`
  return `could not start: ${error instanceof Error ? error.message : String(error)}`
}

await main()
