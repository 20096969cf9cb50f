/** What a run may do: nothing without a level, an environment of its own, and the name of the host said once more. */
import { parseArgs } from "node:util"
import { endpointHosts, getRegion, openPlatformEndpoint } from "@imagesearch/core"
import { isEmulated, type Target } from "../Target.ts"
import type { Level } from "./Probe.ts"

export type Environment = Readonly<Record<string, string | undefined>>

export interface RunOptions {
  readonly target: Target
  /** `live` for the service's own host and for nothing else: an address that was given may be anybody's. */
  readonly source: "live" | "emulator"
  readonly level: Level
  /** Where recordings go; the folder of the package's own by default. */
  readonly recordings: string | undefined
  /** Print the plan and send nothing. */
  readonly isPlanOnly: boolean
  /** Calls of each client in a second at most. */
  readonly perSecond: number
  /** How long what a case prepares is left alone before its call, as nobody knows when it can be found. */
  readonly settleMillis: number
  readonly hasExport: boolean
  readonly batch: { readonly bucket: string; readonly path: string } | undefined
}

export type CommandLine =
  | { readonly kind: "help" }
  | { readonly kind: "wrong"; readonly message: string }
  | { readonly kind: "run"; readonly options: RunOptions }

export const help = `conformance --live asks the live service what the documents leave open, and records what it answers.

Usage: pnpm --filter @imagesearch/conformance conformance --live --level N --confirm HOST [options]

  --live              needed, so that nothing is called by accident
  --level N           1 needs no account, 2 a key, 3 an instance; each includes the lower ones
  --confirm HOST      the host of the API, as the plan prints it; needed for every host that is not this machine
  --plan              print what would be called, left behind and answered, and stop
  --address URL       call this address for everything, such as an emulator's
  --recordings DIR    write recordings there
  --per-second N      calls of each client in a second (default 1)
  --with-export       level 3: also start an export, which stays in the list of exports
  --help              show this text

Environment, with names of its own so that a shell set up for work is not used by accident:

  CONFORMANCE_REGION                                   every level
  CONFORMANCE_ACCESS_KEY_ID, CONFORMANCE_ACCESS_KEY_SECRET, CONFORMANCE_SECURITY_TOKEN   levels 2 and 3
  CONFORMANCE_INSTANCE                                 level 3; better one that nothing depends on
  CONFORMANCE_BUCKET, CONFORMANCE_PATH                 level 3, optional: import this folder of a bucket
`

const flags = {
  live: { type: "boolean" },
  level: { type: "string" },
  confirm: { type: "string" },
  plan: { type: "boolean" },
  address: { type: "string" },
  recordings: { type: "string" },
  "per-second": { type: "string" },
  "with-export": { type: "boolean" },
  help: { type: "boolean" }
} as const

/** Reads arguments and environment. Every way in which a run would be unwanted is `wrong`, with one sentence. */
export const readOptions = (args: readonly string[], environment: Environment): CommandLine => {
  try {
    // A package manager hands `--` on.
    const own = args.filter((arg, at) => !(arg === "--" && at === 0))
    const { values } = parseArgs({ args: own, options: flags, strict: true, allowPositionals: false })
    return values.help === true ? { kind: "help" } : { kind: "run", options: optionsOf(values, environment) }
  } catch (error) {
    return { kind: "wrong", message: error instanceof Error ? error.message : String(error) }
  }
}

type Values = ReturnType<typeof parseArgs<{ options: typeof flags }>>["values"]

const optionsOf = (values: Values, environment: Environment): RunOptions => {
  if (values.live !== true) throw new Error("Nothing is called without --live; see --help.")
  const level = levelOf(values.level)
  const target = targetOf(level, values.address, environment)
  const isPlanOnly = values.plan ?? false
  if (!isPlanOnly && !isEmulated(target)) checkWanted(target, values.confirm, environment)
  return {
    target,
    source: values.address === undefined ? "live" : "emulator",
    level,
    recordings: values.recordings,
    isPlanOnly,
    perSecond: rateOf(values["per-second"] ?? "1"),
    settleMillis: isEmulated(target) ? 0 : settleMillis,
    hasExport: values["with-export"] ?? false,
    batch: batchOf(environment)
  }
}

/** Not in CI, and only for a host that was written out by hand. */
const checkWanted = ({ endpoint }: Target, confirmed: string | undefined, environment: Environment): void => {
  if ((environment["CI"] ?? "") !== "")
    throw new Error("The live service is never called in CI; the variable CI is set.")
  const { host } = new URL(endpoint)
  if (confirmed !== host)
    throw new Error(`This would call ${host}; read the plan (--plan), then add --confirm ${host}.`)
}

/** A guess: the probe of the delay measures it. */
const settleMillis = 3_000

const levelOf = (text: string | undefined): Level => {
  if (text === "1") return 1
  if (text === "2") return 2
  if (text === "3") return 3
  throw new Error("Say --level 1, 2 or 3; see --help.")
}

const targetOf = (level: Level, address: string | undefined, environment: Environment): Target => {
  const needed = (name: string, from: Level): string => {
    const value = environment[name] ?? ""
    if (value === "" && level >= from) throw new Error(`Level ${level} needs the variable ${name}; see --help.`)
    return value
  }
  const { id, ...region } = getRegion(needed("CONFORMANCE_REGION", 1))
  const [host] = endpointHosts({ id, ...region }, "public")
  const securityToken = environment["CONFORMANCE_SECURITY_TOKEN"] ?? ""
  return {
    endpoint: address === undefined ? `https://${host}` : new URL(address).origin,
    openPlatform: address === undefined ? `https://${openPlatformEndpoint}` : new URL(address).origin,
    region: id,
    // What level 1 signs with exists nowhere, and is refused for it.
    accessKeyId: needed("CONFORMANCE_ACCESS_KEY_ID", 2) || "LTAI0conformanceNone",
    accessKeySecret: needed("CONFORMANCE_ACCESS_KEY_SECRET", 2) || "no-secret",
    ...(securityToken === "" ? {} : { securityToken }),
    instance: needed("CONFORMANCE_INSTANCE", 3) || "conformanceprobe"
  }
}

const rateOf = (text: string): number => {
  const rate = Number(text)
  if (!(rate > 0 && rate <= 1_000)) throw new Error(`--per-second ${text} is not a number above 0, up to 1000.`)
  return rate
}

const batchOf = (environment: Environment): RunOptions["batch"] => {
  const { CONFORMANCE_BUCKET: bucket = "", CONFORMANCE_PATH: path = "/" } = environment
  return bucket === "" ? undefined : { bucket, path }
}
