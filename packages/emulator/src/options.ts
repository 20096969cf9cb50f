// The command line: what may be said, and what is wrong with it, in one sentence.

import { parseArgs } from "node:util"
import type { AccessKey } from "./auth/Keyring.ts"
import type { EmulatorOptions } from "./emulator.ts"
import { readKeys } from "./keyOptions.ts"
import { readLimits } from "./limitOptions.ts"
import { capacityOf, expiryOf, hostOf, instanceOf, integer, regionOf, serviceTypeOf } from "./optionValues.ts"

/** What the command line asks for. */
export type CommandLine =
  | { readonly kind: "help" | "version" }
  | { readonly kind: "wrong"; readonly message: string }
  | {
      readonly kind: "run"
      readonly options: EmulatorOptions & AccessKey
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

const run = (values: Values, environment: Readonly<Record<string, string | undefined>>): CommandLine => {
  const { options: keys, isMadeUp } = readKeys(values, environment)
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
      ...keys,
      ...readLimits(values.limiter, values.limits),
      port,
      endpoints,
      host: hostOf(values.host ?? "127.0.0.1"),
      instance: instanceOf(values.instance ?? "demo"),
      region: regionOf(values.region ?? "cn-shanghai"),
      serviceType: serviceTypeOf(values["service-type"] ?? "product"),
      capacity: capacityOf(values.capacity ?? "10"),
      qps: integer("qps", values.qps ?? "5", [1, 100_000]),
      strict: values.strict ?? false,
      taskMs: integer("task-ms", values["task-ms"] ?? "0", [0, 86_400_000]),
      ...(values.expires === undefined ? {} : { expiresMs: expiryOf(values.expires) }),
      ...(values["oss-dir"] === undefined ? {} : { ossDir: values["oss-dir"] }),
      ...(values["data-dir"] === undefined ? {} : { dataDir: values["data-dir"] })
    }
  }
}
