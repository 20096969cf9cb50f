// What each option takes: the same for a program and on the command line, which reads its texts into these values.

import { isIP } from "node:net"
import table from "@imagesearch/core/data/operations.json" with { type: "json" }
import regions from "@imagesearch/core/data/regions.json" with { type: "json" }
import type { AccessKey } from "./auth/Keyring.ts"
import type { EmulatorOptions, InstanceOptions } from "./EmulatorOptions.ts"
import { LIMITER_KINDS } from "./limiter/Limiter.ts"
import { CLASS_NAMES } from "./limiter/rates.ts"
import { describeServiceTypes, serviceType } from "./serviceType.ts"

/** What one option takes. */
export interface Rule {
  /** The end of a sentence that begins with the option's name and "takes". */
  readonly takes: string
  readonly allows: (value: unknown) => boolean
  /** A value that no message may show. */
  readonly isSecret?: true
}

const isText = (value: unknown): value is string => typeof value === "string"

/** Members of an object that holds no others than the named ones. */
const membersOf = (value: unknown, names: readonly string[]): Readonly<Record<string, unknown>> | undefined =>
  typeof value === "object" && value !== null && Object.keys(value).every((name) => names.includes(name))
    ? { ...value }
    : undefined

const wholeNumber = (least: number, most: number): Rule => ({
  takes: `a whole number from ${least} to ${most}`,
  allows: (value) => typeof value === "number" && Number.isInteger(value) && value >= least && value <= most
})

const oneOf = (values: readonly string[]): Rule => ({
  takes: `one of ${values.join(", ")}`,
  allows: (value) => isText(value) && values.includes(value)
})

const listOf = (what: string): Rule => ({ takes: `a list of ${what}`, allows: Array.isArray })

const functionOf = (what: string): Rule => ({
  takes: `a function ${what}`,
  allows: (value) => typeof value === "function"
})

/** What it names is looked for when it is needed. */
const folder: Rule = {
  takes: "the path of a folder",
  allows: (value) => isText(value) && value !== "" && !value.includes("\0")
}

const token: Rule = {
  takes: "a token of printable ASCII without blanks",
  allows: (value) => isText(value) && /^[\x21-\x7e]+$/.test(value),
  isSecret: true
}

/** RFC 1123, and underscores, which container tools put into names. */
const HOST_NAME = /^(?!-)[A-Za-z0-9_-]{1,63}(?:\.[A-Za-z0-9_-]{1,63})*$/

const port = wholeNumber(0, 65_535)

const advertise: Rule = {
  takes: "a host, such as 192.168.1.5 or emulator, and a port from 1 to 65535 unless it is the one listened on",
  allows: (value) => {
    const { host, port: mapped } = membersOf(value, ["host", "port"]) ?? {}
    const isHost = isText(host) && (HOST_NAME.test(host) || isIP(host) === 6)
    return isHost && (mapped === undefined || (mapped !== 0 && port.allows(mapped)))
  }
}

const tls: Rule = {
  takes: '"self-made", or a certificate and its key as PEM texts',
  allows: (value) => {
    const { certificate, key } = membersOf(value, ["certificate", "key"]) ?? {}
    return value === "self-made" || (isText(certificate) && isText(key))
  },
  isSecret: true
}

/** Calls per second; the limiter's counters are made for whole ones. */
const rate = wholeNumber(1, 999_999)

const limits: Rule = {
  takes: `calls per second, from 1 to 999999, by the classes ${CLASS_NAMES.join(", ")}`,
  allows: (value) => Object.values(membersOf(value, CLASS_NAMES) ?? { none: undefined }).every(rate.allows)
}

/** 10,000 pictures times this is far more than a disk holds. */
const MOST_CAPACITY = 1_000_000

/** The dates that ECMAScript knows, in epoch milliseconds. */
const MOST_EPOCH_MS = 8.64e15

/** The rules of an instance beside the first one. */
export const INSTANCE_RULES = {
  name: { takes: "a name of 1 to 20 characters", allows: (value) => isText(value) && /^.{1,20}$/s.test(value) },
  serviceType: {
    takes: `a number of ${describeServiceTypes().join(", ")}`,
    allows: (value) => typeof value === "number" && serviceType(value) !== undefined
  },
  capacity: {
    takes: "a number above 0 in units of 10,000 pictures",
    allows: (value) => typeof value === "number" && value > 0 && value < MOST_CAPACITY
  },
  qps: wholeNumber(1, 100_000),
  expiresMs: {
    takes: "a date in epoch milliseconds",
    allows: (value) => typeof value === "number" && Math.abs(value) <= MOST_EPOCH_MS
  }
} as const satisfies Readonly<Record<keyof InstanceOptions, Rule>>

const ACTIONS: ReadonlySet<unknown> = new Set(table.rows.map(({ name }) => name))

/** The rules of a key. */
export const KEY_RULES = {
  accessKeyId: {
    takes: "1 to 128 letters, digits, dots, underscores, hyphens and @",
    allows: (value) => isText(value) && /^[\w.@-]{1,128}$/.test(value)
  },
  accessKeySecret: {
    takes: "a text that is not empty",
    allows: (value) => isText(value) && value !== "",
    isSecret: true
  },
  securityToken: token,
  actions: {
    takes: "a list of operations of the service",
    allows: (value) => Array.isArray(value) && value.every((action) => ACTIONS.has(action)),
    // A secret that was put into the wrong place must not be repeated.
    isSecret: true
  }
} as const satisfies Readonly<Record<keyof AccessKey, Rule>>

const { name: instance, ...plan } = INSTANCE_RULES
const { actions: _, ...ownKey } = KEY_RULES

/** The rules of every option. */
export const OPTION_RULES = {
  ...ownKey,
  keys: listOf("keys"),
  bearerToken: token,
  instance,
  instances: listOf("instances"),
  ...plan,
  region: oneOf(regions.map(({ id }) => id)),
  host: {
    takes: "an IP address or localhost",
    allows: (value) => isText(value) && (value === "localhost" || isIP(value) !== 0)
  },
  port,
  endpoints: wholeNumber(1, 16),
  tls,
  advertise,
  dataDir: folder,
  limiter: oneOf(LIMITER_KINDS),
  limits,
  ossDir: folder,
  taskMs: wholeNumber(0, 86_400_000),
  strict: { takes: "true or false", allows: (value) => typeof value === "boolean" },
  clock: functionOf("that returns epoch milliseconds"),
  log: functionOf("that takes a line"),
  warn: functionOf("that takes a line")
} as const satisfies Readonly<Record<keyof EmulatorOptions, Rule>>
