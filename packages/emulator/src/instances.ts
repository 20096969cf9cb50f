// The instances that one emulator plays: each has its own pictures, tasks, plan and rates; all else is shared.

import { join } from "node:path"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { Limiter } from "./limiter/Limiter.ts"
import { ratesOf } from "./limiter/rates.ts"
import type { Plan } from "./Plan.ts"
import type { EndpointControl, PlayedInstance, Service } from "./Service.ts"
import { asStoreError } from "./store/database.ts"
import { Instance } from "./store/Instance.ts"
import type { Task } from "./store/taskRows.ts"
import { callBack } from "./tasks/callback.ts"
import { Tasks } from "./tasks/Tasks.ts"

/** The instances that have been opened. */
export interface OpenedInstances {
  readonly first: PlayedInstance
  /** All of them, the first included, by name. */
  readonly byName: ReadonlyMap<string, PlayedInstance>
}

interface Surroundings {
  readonly now: () => number
  readonly warn: (line: string) => void
  /** Empty until the emulator listens. */
  readonly endpoints: readonly EndpointControl[]
}

/** Opens every instance of the options. Rejects with a StoreError if one cannot be, and leaves none open then. */
export const openInstances = async (options: EmulatorOptions, around: Surroundings): Promise<OpenedInstances> => {
  const { instance: name = "demo", instances: others = [], dataDir } = options
  const first = await openInstance({ ...options, name }, dataDir, around)
  const byName = new Map([[name, first]])
  try {
    for (const other of others) {
      const folder = dataDir === undefined ? undefined : join(dataDir, "instances", folderOf(other.name))
      byName.set(other.name, await openInstance({ ...options, ...other }, folder, around))
    }
    return { first, byName }
  } catch (error) {
    await closeInstances(byName)
    throw error
  }
}

/** Stops the tasks of every instance and closes its store. */
export const closeInstances = async (instances: ReadonlyMap<string, PlayedInstance>): Promise<void> => {
  const all = [...instances.values()]
  await Promise.all(all.map(({ tasks }) => tasks.close()))
  await Promise.all(all.map(({ instance }) => instance.close()))
}

/**
 * The service as the instance of that name sees it; as the first one sees it without a name. A name that no instance has
 * is refused later on, and takes nothing of the rates that were bought for another.
 */
export const serviceOf = (service: Service, name: string | undefined): Service => {
  if (name === undefined) return service
  const played = service.instances.get(name) ?? { limiter: new Limiter("off", {}, service.now) }
  return { ...service, ...played }
}

const openInstance = async (
  options: EmulatorOptions & { readonly name: string },
  folder: string | undefined,
  { now, warn, endpoints }: Surroundings
): Promise<PlayedInstance> => {
  const { name, region = "cn-shanghai", serviceType = 0, taskMs: leastMs = 0, limits } = options
  const plan: Plan = { capacity: options.capacity ?? 10, qps: options.qps ?? 5, expiresMs: options.expiresMs }
  const defaultLimiter = limits === undefined ? "off" : "fixed"
  const instance = await Instance.open({ name, region, serviceType, createdMs: now() }, { dataDir: folder, warn })
  const ended = (task: Task, signal: AbortSignal): Promise<void> => callBack(task, { endpoints, warn, signal })
  try {
    return {
      instance,
      plan,
      tasks: new Tasks(instance.tasks, { now, leastMs, ended, warn }),
      limiter: new Limiter(options.limiter ?? defaultLimiter, { ...ratesOf(plan), ...limits }, now)
    }
  } catch (error) {
    await instance.close()
    throw folder === undefined ? error : asStoreError(folder, error)
  }
}

/** A name may hold what a folder's may not, and two dots mean another folder. */
const folderOf = (name: string): string => encodeURIComponent(name).replaceAll(".", "%2E")
