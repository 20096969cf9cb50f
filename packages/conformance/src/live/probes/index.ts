/** All probes, the lower levels first. */
import type { Probe } from "../Probe.ts"
import { addressProbes } from "./address.ts"
import { instanceProbes } from "./instance.ts"
import { keyProbes } from "./key.ts"
import { taskProbes } from "./tasks.ts"

export const probes: readonly Probe[] = [...addressProbes, ...keyProbes, ...instanceProbes, ...taskProbes]
