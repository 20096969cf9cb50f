/** Region ids that a person typed. */
import { getRegion, type UnknownRegionError, type LegacyRegion, type Region } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { CliFailure } from "../CliFailure.ts"
import { exitCode } from "../exitCode.ts"

/** The region of this id; a usage failure that names the nearest ids when there is none. */
export const knownRegion = (id: string): Effect.Effect<Region | LegacyRegion, CliFailure> =>
  Effect.try({
    try: () => getRegion(id),
    catch: (error) => usageFailure("UnknownRegion", (error as UnknownRegionError).message) // it throws nothing else
  })

export const usageFailure = (reason: CliFailure["reason"], message: string): CliFailure =>
  new CliFailure({ reason, message, exitCode: exitCode.usage })
