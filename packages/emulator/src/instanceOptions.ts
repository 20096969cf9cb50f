// The options about instances: the first one, what holds for all, and those beside it.

import type { EmulatorOptions, InstanceOptions } from "./EmulatorOptions.ts"
import { INSTANCE_RULES } from "./optionRules.ts"
import { capacityOf, expiryOf, integer, serviceTypeOf, textOf } from "./optionValues.ts"

/** The options as they were given. */
export interface InstanceValues {
  readonly instance?: readonly string[] | undefined
  readonly "service-type"?: string | undefined
  readonly capacity?: string | undefined
  readonly qps?: string | undefined
  readonly expires?: string | undefined
}

type Own = Omit<InstanceOptions, "name">

/** Reads the options. Throws what is wrong in one sentence. */
export const readInstances = (
  values: InstanceValues
): Own & Required<Pick<EmulatorOptions, "instance" | "instances">> => {
  const [first = { name: "demo" }, ...others] = (values.instance ?? []).map(readInstance)
  const twice = others.find(({ name }, at) => [first, ...others.slice(0, at)].some((other) => other.name === name))
  if (twice !== undefined) throw new Error(`--instance names ${twice.name} twice`)
  const { name, ...own } = first
  // What stands beside the names holds for every instance; what stands behind a name, for that one.
  const shared = readOwn(values)
  return { ...shared, ...own, instance: name, instances: others.map((other) => ({ ...shared, ...other })) }
}

const readOwn = ({ "service-type": type, capacity, qps, expires }: InstanceValues): Own => ({
  serviceType: serviceTypeOf(type ?? "product"),
  capacity: capacityOf(capacity ?? "10"),
  qps: qpsOf(qps ?? "5"),
  ...(expires === undefined ? {} : { expiresMs: expiryOf(expires) })
})

const readInstance = (text: string): InstanceOptions => {
  const [name = "", ...settings] = text.split(",")
  const own = settings.map((setting) => {
    const [key = "", value = ""] = setting.split(/=(.*)/s)
    const read = SETTINGS.get(key)
    if (read === undefined) {
      throw new Error(
        `--instance takes NAME,KEY=VALUE,… with the keys ${[...SETTINGS.keys()].join(", ")}; "${setting}" is none`
      )
    }
    return read(value)
  })
  return Object.assign({ name: textOf("instance", name, INSTANCE_RULES.name) }, ...own)
}

const qpsOf = (text: string): number => integer("qps", text, INSTANCE_RULES.qps)

const SETTINGS: ReadonlyMap<string, (value: string) => Own> = new Map<string, (value: string) => Own>([
  ["service-type", (value) => ({ serviceType: serviceTypeOf(value) })],
  ["capacity", (value) => ({ capacity: capacityOf(value) })],
  ["qps", (value) => ({ qps: qpsOf(value) })],
  ["expires", (value) => ({ expiresMs: expiryOf(value) })]
])
