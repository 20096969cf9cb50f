/** Settings that each say what proves a call: beside another one of them would be ignored, and nobody could tell which. */
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting } from "./setting.ts"

/** Fails with reason `InvalidConfig`, naming two settings that do not go together. */
export const checkOneSource = (config: ImageSearchConfig): Effect.Effect<void, ImageSearchError> => {
  const isGiven = (setting: Source): boolean => {
    const value = config[setting]
    // An empty part of a key says that there is none, whatever the environment has.
    return value !== undefined && (value !== "" || setting === "profile")
  }
  for (const [setting, others, advice] of exclusions) {
    const other = isGiven(setting) ? others.find(isGiven) : undefined
    if (other !== undefined) {
      return Effect.fail(invalidSetting({ setting, problem: `is given beside ${other}`, advice }))
    }
  }
  return Effect.void
}

const keyHalves = ["accessKeyId", "accessKeySecret"] as const

type Source = "bearerToken" | "credentials" | "profile" | "securityToken" | (typeof keyHalves)[number]

const oneOfThree = "Give a provider, a profile or a key, and no two of them."
const tokenOfKey = "Leave one of them out: the token goes with an accessKeyId, and keys from elsewhere bring their own."
const tokenAlone = "Leave one of them out: a bearer token is sent in place of a signature, and needs no key."

const exclusions: ReadonlyArray<readonly [Source, readonly Source[], advice: string]> = [
  ["credentials", ["profile", ...keyHalves], oneOfThree],
  ["profile", keyHalves, oneOfThree],
  ["securityToken", ["credentials", "profile"], tokenOfKey],
  ["bearerToken", ["credentials", "profile", ...keyHalves, "securityToken"], tokenAlone]
]
