/** The key that requests are signed with. */
import { checkAccessKey, SigningInputError } from "@imagesearch/core"
import type { Credentials } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting, type Variable } from "./setting.ts"

/** From the settings, else from the environment. An empty security token in the settings means none. */
export const resolveCredentials = Effect.fnUntraced(function* (
  config: ImageSearchConfig,
  variable: Variable
): Effect.fn.Return<Credentials, ImageSearchError> {
  const accessKeyId = config.accessKeyId ?? variable("ALIBABA_CLOUD_ACCESS_KEY_ID") ?? variable("CC_AK_ENV") ?? ""
  const secret = redacted(
    config.accessKeySecret ?? variable("ALIBABA_CLOUD_ACCESS_KEY_SECRET") ?? variable("CC_SK_ENV")
  )
  const securityToken = redacted(config.securityToken ?? variable("ALIBABA_CLOUD_SECURITY_TOKEN"))
  if (accessKeyId === "") return yield* missing("accessKeyId", "ALIBABA_CLOUD_ACCESS_KEY_ID")
  if (secret === undefined) return yield* missing("accessKeySecret", "ALIBABA_CLOUD_ACCESS_KEY_SECRET")
  yield* Effect.try({
    try: () =>
      checkAccessKey({
        accessKeyId,
        accessKeySecret: Redacted.value(secret),
        securityToken: securityToken && Redacted.value(securityToken)
      }),
    catch: unusable
  })
  return { accessKeyId, accessKeySecret: secret, securityToken }
})

/** Found here, a line break that a file left behind the secret is a wrong setting and not a wrong signature. */
const unusable = (error: unknown): ImageSearchError => {
  if (!(error instanceof SigningInputError)) throw error
  return invalidSetting({
    setting: error.field,
    problem: error.why,
    advice: "Copy it again, without blanks or line breaks."
  })
}

const missing = (setting: string, variable: string): ImageSearchError =>
  invalidSetting({ setting, problem: "is missing", advice: `Set ${variable}.` })

/** Redacted from here on; an empty text is no secret. */
const redacted = (secret: string | Redacted.Redacted | undefined): Redacted.Redacted | undefined => {
  if (secret === undefined || secret === "") return undefined
  return typeof secret === "string" ? Redacted.make(secret) : secret
}
