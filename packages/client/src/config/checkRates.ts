/** Calls per second as the settings give them: of a kind that the service knows, and above zero. */
import { operations } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting } from "./setting.ts"

/** Fails with reason `InvalidConfig`, naming the rate: one of zero, or of a kind that is misspelt, would pace nothing. */
export const checkRates = (rates: ImageSearchConfig["rates"]): Effect.Effect<void, ImageSearchError> => {
  for (const [kind, perSecond] of Object.entries(rates ?? {})) {
    const setting = `rates.${kind}`
    if (!kinds.includes(kind)) {
      const advice = `Write ${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)}.`
      return Effect.fail(invalidSetting({ setting, problem: "is no kind of call", advice }))
    }
    if (perSecond !== undefined && !(perSecond > 0 && Number.isFinite(perSecond))) {
      const advice = "Give the calls per second that were bought, or leave the rate out."
      return Effect.fail(invalidSetting({ setting, problem: `must be a number above zero, not ${perSecond}`, advice }))
    }
  }
  return Effect.void
}

const kinds: readonly string[] = [...new Set(operations.map(({ limitKey }) => limitKey))]
