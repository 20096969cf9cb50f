/** Settings that do not exist: in plain JavaScript a misspelt one would pass, and its default hold in silence. */
import { nearest } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig, PictureOptions } from "./ImageSearchConfig.ts"
import { invalidSetting } from "./setting.ts"

/** Fails with reason `InvalidConfig` for the first setting of another name, with the nearest one that exists. */
export const checkKnown = (config: ImageSearchConfig): Effect.Effect<void, ImageSearchError> => {
  const setting = firstUnknown(config, settings)
  if (setting !== undefined) return Effect.fail(unknown(setting, settings))
  const picture = firstUnknown(config.pictures ?? {}, pictures)
  return picture === undefined ? Effect.void : Effect.fail(unknown(`pictures.${picture}`, pictures))
}

/** Every name, as the compiler sees to. */
type Names<Options> = { readonly [Name in keyof Required<Options>]: true }

const settings: Names<ImageSearchConfig> = {
  region: true,
  instance: true,
  endpoint: true,
  network: true,
  openPlatformEndpoint: true,
  accessKeyId: true,
  accessKeySecret: true,
  securityToken: true,
  signature: true,
  bearerToken: true,
  profile: true,
  credentials: true,
  networkOptions: true,
  rates: true,
  endpointType: true,
  pictures: true
}

const pictures: Names<PictureOptions> = { serviceType: true, addresses: true }

/** One that is undefined counts as absent. */
const firstUnknown = (options: object, names: object): string | undefined =>
  Object.entries(options).find(([name, value]) => value !== undefined && !Object.hasOwn(names, name))?.[0]

const unknown = (setting: string, names: object): ImageSearchError => {
  const word = setting.split(".").at(-1) ?? setting
  const [meant = ""] = nearest(word, Object.keys(names), 1)
  return invalidSetting({ setting, problem: "does not exist", advice: `Did you mean ${meant}?` })
}
