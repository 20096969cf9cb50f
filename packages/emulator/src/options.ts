// The command line: what may be said, and what is wrong with it, in one sentence.

import { parseArgs } from "node:util"
import { randomBytes } from "node:crypto"
import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import { LOOPBACK_HOSTS } from "./Endpoint.ts"
import type { EmulatorOptions } from "./emulator.ts"
import { serviceType } from "./serviceType.ts"

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "wrong"; readonly message: string }
  | {
      readonly kind: "run"
      readonly options: EmulatorOptions
      readonly isJson: boolean
      readonly isLogging: boolean
      readonly hasMadeUpKey: boolean
    }

export const HELP = `imagesearch-emulator plays Alibaba Cloud Image Search on loopback, with real similarity search.

Usage: imagesearch-emulator [options]

  --port PORT                 port to listen on; 0 takes a free one (default 0)
  --endpoints N               listen on N ports that play the same service (default 1)
  --host HOST                 127.0.0.1, ::1 or localhost (default 127.0.0.1)
  --instance NAME             name of the instance, at most 20 characters (default demo)
  --region REGION             region id (default cn-shanghai)
  --access-key-id ID          key that requests must be signed with; or ALIBABA_CLOUD_ACCESS_KEY_ID
  --access-key-secret SECRET  its secret; or ALIBABA_CLOUD_ACCESS_KEY_SECRET (made up without them)
  --data-dir DIR              keep the pictures in this folder (default: in memory)
  --service-type N            0 product, 1 generic, 2 fabric, 3 or 7 trademark, 4 copyright,
                              5 furniture, 6 hardware (default 0)
  --capacity N                size of the instance in units of 10,000 pictures (default 10)
  --qps N                     searches per second that Detail reports (default 5)
  --strict                    refuse unknown parameters by name
  --log                       write one line per request to standard error
  --json                      write one JSON line with the address instead of text
  --help                      show this text
  --version                   show the version
`

/** Reads the arguments after the program's name, with the keys of the environment where they name none. */
export const readCommandLine = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>
): CommandLine => {
  try {
    const { values } = parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: false })
    if (values.help) return { kind: "help" }
    if (values.version) return { kind: "version" }
    return run(values, environment)
  } catch (error) {
    // node:util explains an unknown or a half-written option in its first sentence.
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split(". ")
    return { kind: "wrong", message: `${first.replace(/\.$/, "")}; see --help` }
  }
}

const FLAGS = {
  port: { type: "string" },
  endpoints: { type: "string" },
  host: { type: "string" },
  instance: { type: "string" },
  region: { type: "string" },
  "access-key-id": { type: "string" },
  "access-key-secret": { type: "string" },
  "data-dir": { type: "string" },
  "service-type": { type: "string" },
  capacity: { type: "string" },
  qps: { type: "string" },
  strict: { type: "boolean" },
  log: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" }
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof FLAGS }>>["values"]

const run = (values: Values, environment: Readonly<Record<string, string | undefined>>): CommandLine => {
  const { key, isMadeUp } = keyOf(values, environment)
  const endpoints = integer("endpoints", values.endpoints ?? "1", [1, 16])
  const port = integer("port", values.port ?? "0", [0, 65_535])
  if (port + endpoints - 1 > 65_535)
    throw new Error(`--port ${port} leaves no room for ${endpoints} endpoints below port 65536`)
  return {
    kind: "run",
    isJson: values.json ?? false,
    isLogging: values.log ?? false,
    hasMadeUpKey: isMadeUp,
    options: {
      ...key,
      port,
      endpoints,
      host: hostOf(values.host ?? "127.0.0.1"),
      instance: instanceOf(values.instance ?? "demo"),
      region: regionOf(values.region ?? "cn-shanghai"),
      serviceType: serviceTypeOf(values["service-type"] ?? "0"),
      capacity: capacityOf(values.capacity ?? "10"),
      qps: integer("qps", values.qps ?? "5", [1, 100_000]),
      strict: values.strict ?? false,
      ...(values["data-dir"] === undefined ? {} : { dataDir: values["data-dir"] })
    }
  }
}

const keyOf = (values: Values, environment: Readonly<Record<string, string | undefined>>) => {
  const accessKeyId = values["access-key-id"] ?? environment["ALIBABA_CLOUD_ACCESS_KEY_ID"]
  const accessKeySecret = values["access-key-secret"] ?? environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
  if (accessKeyId && accessKeySecret) {
    if (!/^[\w.@-]{1,128}$/.test(accessKeyId))
      throw new Error("the AccessKey ID may hold letters, digits and . _ @ - only")
    return { key: { accessKeyId, accessKeySecret }, isMadeUp: false }
  }
  if (accessKeyId || accessKeySecret)
    throw new Error("an AccessKey ID and its secret go together: one was given without the other")
  const madeUp = {
    accessKeyId: `EMULATOR${randomBytes(8).toString("hex")}`,
    accessKeySecret: randomBytes(24).toString("base64url")
  }
  return { key: madeUp, isMadeUp: true }
}

const integer = (name: string, text: string, [least, most]: readonly [number, number]): number => {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (!(value >= least && value <= most))
    throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`)
  return value
}

const hostOf = (host: string): string => {
  if (LOOPBACK_HOSTS.includes(host)) return host
  throw new Error(
    `the emulator listens on loopback only, so --host takes 127.0.0.1, ::1 or localhost and not "${host}"`
  )
}

const instanceOf = (name: string): string => {
  if (name !== "" && name.length <= 20) return name
  throw new Error(`--instance takes a name of 1 to 20 characters, not "${name}"`)
}

const regionOf = (id: string): string => {
  if (regions.some((region) => region.id === id)) return id
  throw new Error(`--region takes one of ${regions.map((region) => region.id).join(", ")}, not "${id}"`)
}

const serviceTypeOf = (text: string): number => {
  const number = integer("service-type", text, [0, 7])
  if (serviceType(number) === undefined) throw new Error(`--service-type ${text} does not exist`)
  return number
}

const capacityOf = (text: string): number => {
  const capacity = /^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : 0
  if (capacity > 0) return capacity
  throw new Error(`--capacity takes a number above 0 in units of 10,000 pictures, not "${text}"`)
}
