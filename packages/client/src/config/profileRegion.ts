/** The region of a profile of the aliyun CLI, for those who have named it there once. */
import { findRegion } from "@imagesearch/core"
import { readFileSync } from "node:fs"
import * as z from "zod/mini"
import { homeFile } from "../credentials/homeFile.ts"
import { variableOf, type Environment } from "./setting.ts"

const File = z.looseObject({
  current: z.optional(z.string()),
  profiles: z.array(z.looseObject({ name: z.string(), region_id: z.optional(z.string()) }))
})

/**
 * Region of this profile, else of that of ALIBABA_CLOUD_PROFILE, else of the current one. Undefined where there is none,
 * the file cannot be read, or the service is not in that region: the profile may be there for another product. What is
 * wrong with the file is said when its key is wanted.
 */
export const profileRegion = (profile: string | undefined, environment: Environment): string | undefined => {
  const variable = variableOf(environment)
  if (profile === undefined && variable("ALIBABA_CLOUD_CLI_PROFILE_DISABLED")?.toLowerCase() === "true")
    return undefined
  const file = readProfiles(homeFile(environment, ".aliyun", "config.json"))
  const name = profile ?? variable("ALIBABA_CLOUD_PROFILE") ?? file?.current
  const region = file?.profiles.find((one) => one.name === name)?.region_id
  return region !== undefined && findRegion(region) !== undefined ? region : undefined
}

/** At once, as settings are checked before a client is there. */
const readProfiles = (path: string): z.infer<typeof File> | undefined => {
  try {
    return z.safeParse(File, JSON.parse(readFileSync(path, "utf8"))).data
  } catch {
    return undefined
  }
}
