/** `imagesearch endpoints`: the hosts of one region. Needs no settings and sends nothing. */
import { endpointHosts, isLegacyRegion, type MissingEndpointError } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { Output } from "../Output.ts"
import { endpointsPrinter } from "../print/endpoints.ts"
import { knownRegion, usageFailure } from "./knownRegion.ts"

export const endpoints = Command.make(
  "endpoints",
  {
    id: Argument.String("region").pipe(Argument.withDescription("Region id (see: imagesearch regions)")),
    network: Flag.Literals("network", ["public", "vpc", "both"]).pipe(
      Flag.withDefault("both" as const),
      Flag.withDescription("Hosts to show, in the order in which to try them (default both)")
    )
  },
  Effect.fnUntraced(function* ({ id, network }) {
    const { print, warn } = yield* Output
    const region = yield* knownRegion(id)
    const hosts = yield* Effect.try({
      try: () => endpointHosts(region, network),
      catch: (error) => usageFailure("MissingEndpoint", (error as MissingEndpointError).message) // it throws nothing else
    })
    if (isLegacyRegion(region)) yield* warn(region.warning)
    yield* print(endpointsPrinter, { region, network, hosts })
  })
).pipe(
  Command.withDescription("Show the hosts of a region, VPC first"),
  Command.withExamples([{ command: "imagesearch endpoints cn-shanghai --network vpc" }])
)
