// How the emulator was started, for those who look at it from outside.

import type { InstanceSettings, Settings } from "../control/settings.ts"
import { OPERATION_NAMES } from "../operations/names.ts"
import { packageVersion } from "../packageVersion.ts"
import { mostPictures } from "../Plan.ts"
import type { PlayedInstance, Service } from "../Service.ts"
import { CATEGORIES, serviceTypeName } from "../serviceType.ts"

/** The settings. No secret is among them, not even one that the emulator has made up: a page may show all of it. */
export const settings = ({ instance, instances, keys, isStrict }: Service): Settings => ({
  version: packageVersion(),
  region: instance.facts.region,
  accessKeyIds: keys.ids,
  isStrict,
  instances: [...instances].map(settingsOf),
  operations: OPERATION_NAMES,
  categories: CATEGORIES.map(({ Id: id, Name: name }) => ({ id, name }))
})

const settingsOf = ([name, { instance, plan, limiter }]: readonly [string, PlayedInstance]): InstanceSettings => {
  const { serviceType: number } = instance.facts
  return {
    name,
    serviceType: { number, name: serviceTypeName(number) ?? "unknown" },
    pictures: instance.size,
    changes: instance.changes,
    capacity: mostPictures(plan),
    qps: plan.qps,
    limiter: limiter.kind,
    rates: limiter.rates,
    expiresAt: plan.expiresMs === undefined ? null : new Date(plan.expiresMs).toISOString()
  }
}
