/** `imagesearch whitelist`: what a firewall must let through. Needs no settings and sends nothing. */
import { isLegacyRegion, regions, whitelist as whitelistOf, type Region } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import type { CliFailure } from "../CliFailure.ts"
import { Output } from "../Output.ts"
import { whitelistPrinter } from "../print/whitelist.ts"
import { Region as RegionFlag } from "../settings.ts"
import { knownRegion, usageFailure } from "./knownRegion.ts"

export const whitelist = Command.make(
  "whitelist",
  {
    network: Flag.Literals("network", ["public", "vpc"]).pipe(
      Flag.withDefault("public" as const),
      Flag.withDescription("vpc adds the hosts that a deployment inside a VPC needs (default public)")
    )
  },
  Effect.fnUntraced(function* ({ network }) {
    const { print } = yield* Output
    const ids = (yield* RegionFlag)?.split(",")
    const chosen = ids === undefined ? regions : yield* Effect.forEach(ids, currentRegion)
    yield* print(whitelistPrinter, whitelistOf(chosen, network))
  })
).pipe(
  Command.withDescription("List the domains that a firewall must let through"),
  Command.withExamples([
    { command: "imagesearch whitelist" },
    { command: "imagesearch whitelist --region cn-shanghai,cn-hangzhou --network vpc" }
  ])
)

/** A region that the service's own whitelist names. */
const currentRegion = Effect.fnUntraced(function* (id: string): Effect.fn.Return<Region, CliFailure> {
  const region = yield* knownRegion(id.trim())
  if (isLegacyRegion(region)) {
    return yield* usageFailure("MissingEndpoint", `${region.id} has no whitelist: ${region.warning}`)
  }
  return region
})
