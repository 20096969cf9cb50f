/** Every client that cases run through. */
import { bareRequests } from "./bareRequests.ts"
import type { Driver } from "./Driver.ts"
import { officialSdk } from "./officialSdk.ts"
import { ourClient } from "./ourClient.ts"
import { ourOlderClient } from "./ourOlderClient.ts"
import { popCoreRoa, popCoreRpc } from "./popCore.ts"

export const drivers: readonly Driver[] = [ourClient, ourOlderClient, officialSdk, popCoreRpc, popCoreRoa, bareRequests]
