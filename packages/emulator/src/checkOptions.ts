// The options of a program, held to the rules before anything is opened.

import { isLoopbackName } from "./addresses.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { OptionError } from "./OptionError.ts"
import { INSTANCE_RULES, KEY_RULES, OPTION_RULES, type Rule } from "./optionRules.ts"

/** Throws an OptionError for the first option that the emulator cannot start with. */
export const checkOptions = (options: EmulatorOptions): void => {
  checkEach(options, OPTION_RULES, "")
  for (const [at, one] of (options.instances ?? []).entries()) checkEach(one, INSTANCE_RULES, `instances[${at}].`)
  for (const [at, one] of (options.keys ?? []).entries()) checkEach(one, KEY_RULES, `keys[${at}].`)
  checkRequired(options)
  checkNames(options)
  checkPorts(options)
}

const checkEach = (given: object, rules: Readonly<Record<string, Rule>>, prefix: string): void => {
  if (typeof given !== "object" || given === null)
    throw new OptionError(prefix.slice(0, -1), `${prefix.slice(0, -1)} takes an object, not ${shown(given)}`)
  for (const [name, value] of Object.entries(given)) {
    const rule = rules[name]
    const option = prefix + name
    if (rule === undefined)
      throw new OptionError(option, `there is no option ${option}; there are ${Object.keys(rules).join(", ")}`)
    if (value === undefined || rule.allows(value)) continue
    const instead = rule.isSecret === true ? "what it was given" : shown(value)
    throw new OptionError(option, `${option} takes ${rule.takes}, not ${instead}`)
  }
}

/** What the types ask for, and what belongs together. */
const checkRequired = ({ instances = [], keys = [], ...options }: EmulatorOptions): void => {
  for (const [at, { name }] of instances.entries()) checkGiven(`instances[${at}].name`, name, INSTANCE_RULES.name)
  for (const [at, { accessKeyId, accessKeySecret }] of keys.entries()) {
    checkGiven(`keys[${at}].accessKeyId`, accessKeyId, KEY_RULES.accessKeyId)
    checkGiven(`keys[${at}].accessKeySecret`, accessKeySecret, KEY_RULES.accessKeySecret)
  }
  const { accessKeyId, accessKeySecret, host = "127.0.0.1" } = options
  if ((accessKeyId === undefined) !== (accessKeySecret === undefined)) {
    const missing = accessKeyId === undefined ? "accessKeyId" : "accessKeySecret"
    throw new OptionError(missing, "an AccessKey ID and its secret go together: one was given without the other")
  }
  // Whoever can reach the port may write: a key that was made up a moment ago is no protection.
  if (accessKeyId === undefined && !isLoopbackName(host)) {
    throw new OptionError(
      "host",
      `"${host}" lets other machines in, so the emulator wants a key of your own to listen on it: give accessKeyId and accessKeySecret`
    )
  }
}

const checkGiven = (option: string, value: string | undefined, rule: Rule): void => {
  if (value === undefined) throw new OptionError(option, `${option} is missing: it takes ${rule.takes}`)
}

const checkNames = ({ instance = "demo", instances = [], accessKeyId, keys = [] }: EmulatorOptions): void => {
  const names = new Set([instance])
  for (const [at, { name }] of instances.entries()) {
    if (names.has(name)) throw new OptionError(`instances[${at}].name`, `the instance "${name}" is named twice`)
    names.add(name)
  }
  const ids = new Set([accessKeyId])
  for (const [at, { accessKeyId: id }] of keys.entries()) {
    if (ids.has(id)) throw new OptionError(`keys[${at}].accessKeyId`, `the AccessKey ID "${id}" is named twice`)
    ids.add(id)
  }
}

const checkPorts = ({ port = 0, endpoints = 1, advertise }: EmulatorOptions): void => {
  if (port + endpoints - 1 > MOST_PORT)
    throw new OptionError("port", `port ${port} leaves no room for ${endpoints} endpoints below port ${MOST_PORT + 1}`)
  if (advertise?.port !== undefined && endpoints > 1) {
    throw new OptionError(
      "advertise",
      `advertise names port ${advertise.port}, but there are ${endpoints} endpoints; leave the port out of it`
    )
  }
}

/** Of TCP. */
const MOST_PORT = 65_535

/** Characters of a wrong text that a message repeats. */
const SHOWN = 60

const shown = (value: unknown): string => {
  if (typeof value === "string") return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value)
  if (Array.isArray(value)) return "a list"
  if (typeof value === "function") return "a function"
  return typeof value === "object" && value !== null ? "an object" : String(value)
}
