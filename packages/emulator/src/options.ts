// The command line: what may be said, and what is wrong with it, in one sentence.

import { parseArgs } from "node:util"
import { callableAddress, serviceNames } from "./addresses.ts"
import type { AccessKey } from "./auth/Keyring.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { readInstances } from "./instanceOptions.ts"
import { readKeys } from "./keyOptions.ts"
import { readLimits } from "./limitOptions.ts"
import { readNetwork } from "./networkOptions.ts"
import { OPTION_RULES } from "./optionRules.ts"
import { integer, textOf } from "./optionValues.ts"

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "wrong"; readonly message: string }
  | {
      readonly kind: "hosts"
      /** An address, or a name that has to be looked up. */
      readonly address: string
      readonly names: readonly string[]
    }
  | {
      readonly kind: "run"
      readonly options: EmulatorOptions & AccessKey
      readonly isJson: boolean
      readonly isLogging: boolean
      readonly hasMadeUpKey: boolean
    }

export const HELP = `imagesearch-emulator plays Alibaba Cloud Image Search on loopback, with real similarity search.

Usage: imagesearch-emulator [options]
       imagesearch-emulator hosts [--region REGION] [--host ADDRESS] [--advertise HOST]
                              prints the line that an /etc/hosts needs for clients with fixed names

It prints its address. Under /_console/ there is a page for a browser on the same machine, with the requests,
the stored pictures, a search, faults and the clock; under /_emulator/ the same for programs.

  --port PORT                 port to listen on; 0 takes a free one (default 0)
  --endpoints N               listen on N ports that play the same service (default 1)
  --host ADDRESS              address to listen on (default 127.0.0.1); any other than loopback lets other
                              machines in and needs a key of your own
  --advertise HOST[:PORT]     address that tickets, links and the printed lines name, for containers and
                              other machines (default: the one that the client asked)
  --tls                       speak TLS too, on the same port, with a certificate of an authority that is
                              kept in DIR/tls: ca.pem, and ca.p12 for Java with the password changeit
  --tls-cert FILE             certificate to use instead, as PEM
  --tls-key FILE              its private key, as PEM
  --instance NAME[,KEY=VALUE] name of an instance, at most 20 characters (default demo); repeatable, each with
                              pictures, tasks and rates of its own; the keys service-type, capacity, qps
                              and expires stand for the options below, which hold for all
  --region REGION             region id (default cn-shanghai)
  --access-key-id ID          key that requests must be signed with; or ALIBABA_CLOUD_ACCESS_KEY_ID
  --access-key-secret SECRET  its secret; or ALIBABA_CLOUD_ACCESS_KEY_SECRET (made up without them)
  --security-token TOKEN      makes that key a temporary one; or ALIBABA_CLOUD_SECURITY_TOKEN
  --key ID:SECRET[:ACTIONS]   one more key, which may call only these operations (A,B,…); repeatable
  --bearer-token TOKEN        token that is accepted instead of a signature
  --data-dir DIR              keep the pictures in this folder (default: in memory)
  --service-type TYPE         product (0), generic (1), fabric (2), trademark (3, 7), copyright (4),
                              furniture (5), hardware (6) or multimodal, by name or number
                              (default product)
  --capacity N                size of the instance in units of 10,000 pictures (default 10)
  --qps N                     searches per second that the instance was bought with (default 5)
  --limiter KIND              refuse calls over the bought rates, counted as fixed, sliding, bucket or
                              concurrency; off by default, so that tests run as fast as they can
  --limits CLASS=N,…          other rates, such as search=2,add=1; counted as fixed without --limiter
  --expires DATE              when the instance expires, such as 2027-01-31 (default never)
  --oss-dir DIR               folder of buckets for batch imports: DIR/<bucket>/<path>/increment.meta
  --task-ms MS                how long every export and import lasts at least (default 0)
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
    const { values, positionals } = parseArgs({ args: [...args], options: FLAGS, strict: true, allowPositionals: true })
    const [command, ...more] = positionals
    if (values.help) return { kind: "help" }
    if (values.version) return { kind: "version" }
    if (command === undefined) return run(values, environment)
    if (command === "hosts" && more.length === 0) return hosts(values)
    throw new Error(`there is no command "${positionals.join(" ")}"; hosts is the only one`)
  } catch (error) {
    // node:util explains an unknown or a half-written option in its first sentence, and may break the line behind it.
    const [first = ""] = (error instanceof Error ? error.message : String(error)).split(/\.\s/)
    return { kind: "wrong", message: `${first.replace(/\.$/, "")}; see --help` }
  }
}

const FLAGS = {
  port: { type: "string" },
  endpoints: { type: "string" },
  host: { type: "string" },
  advertise: { type: "string" },
  tls: { type: "boolean" },
  "tls-cert": { type: "string" },
  "tls-key": { type: "string" },
  instance: { type: "string", multiple: true },
  region: { type: "string" },
  "access-key-id": { type: "string" },
  "access-key-secret": { type: "string" },
  "security-token": { type: "string" },
  key: { type: "string", multiple: true },
  "bearer-token": { type: "string" },
  "data-dir": { type: "string" },
  "service-type": { type: "string" },
  capacity: { type: "string" },
  qps: { type: "string" },
  limiter: { type: "string" },
  limits: { type: "string" },
  expires: { type: "string" },
  "oss-dir": { type: "string" },
  "task-ms": { type: "string" },
  strict: { type: "boolean" },
  log: { type: "boolean" },
  json: { type: "boolean" },
  help: { type: "boolean" },
  version: { type: "boolean" }
} as const

type Values = ReturnType<typeof parseArgs<{ options: typeof FLAGS }>>["values"]

const regionOf = ({ region = "cn-shanghai" }: Values): string => textOf("region", region, OPTION_RULES.region)

/** What the line depends on. */
const HOSTS_OPTIONS: readonly string[] = ["region", "host", "advertise"]

const hosts = (values: Values): CommandLine => {
  const other = Object.keys(values).find((name) => !HOSTS_OPTIONS.includes(name))
  if (other !== undefined)
    throw new Error(`hosts takes --${HOSTS_OPTIONS.join(", --")} and no other option, so not --${other}`)
  const { host, advertise } = readNetwork(values, { isKeyMadeUp: false })
  return {
    kind: "hosts",
    address: callableAddress(advertise?.host ?? host),
    names: serviceNames(regionOf(values), advertise)
  }
}

const run = (values: Values, environment: Readonly<Record<string, string | undefined>>): CommandLine => {
  const { options: keys, isMadeUp } = readKeys(values, environment)
  const endpoints = integer("endpoints", values.endpoints ?? "1", OPTION_RULES.endpoints)
  const port = integer("port", values.port ?? "0", OPTION_RULES.port)
  if (port + endpoints - 1 > 65_535)
    throw new Error(`--port ${port} leaves no room for ${endpoints} endpoints below port 65536`)
  const network = readNetwork(values, { isKeyMadeUp: isMadeUp })
  if (network.advertise?.port !== undefined && endpoints > 1)
    throw new Error(`--advertise names one port, but there are ${endpoints} endpoints; leave the port out of it`)
  return {
    kind: "run",
    isJson: values.json ?? false,
    isLogging: values.log ?? false,
    hasMadeUpKey: isMadeUp,
    options: {
      ...keys,
      ...readLimits(values.limiter, values.limits),
      ...network,
      ...readInstances(values),
      port,
      endpoints,
      region: regionOf(values),
      strict: values.strict ?? false,
      taskMs: integer("task-ms", values["task-ms"] ?? "0", OPTION_RULES.taskMs),
      ...(values["oss-dir"] === undefined ? {} : { ossDir: textOf("oss-dir", values["oss-dir"], OPTION_RULES.ossDir) }),
      ...(values["data-dir"] === undefined
        ? {}
        : { dataDir: textOf("data-dir", values["data-dir"], OPTION_RULES.dataDir) })
    }
  }
}
