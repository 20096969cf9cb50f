/**
 * The key of the environment: ALIBABA_CLOUD_ACCESS_KEY_ID, _ACCESS_KEY_SECRET and _SECURITY_TOKEN, as every tool of
 * Alibaba Cloud reads them; failing both, CC_AK_ENV and CC_SK_ENV, the names of the service's own samples. The halves
 * of a key are taken from one pair of variables.
 */
import * as Effect from "effect/Effect"
import { variableOf, type Environment, type Variable } from "../config/setting.ts"
import { absent, invalid, issue, type CredentialsProvider } from "./CredentialsProvider.ts"

/** What the variables say; each half may lack. */
export interface EnvironmentKey {
  readonly accessKeyId: string | undefined
  readonly accessKeySecret: string | undefined
  readonly securityToken: string | undefined
  /** Names of the two variables. */
  readonly variables: readonly [id: string, secret: string]
}

const pairs = [
  ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
  ["CC_AK_ENV", "CC_SK_ENV"]
] as const

/** The first pair of which anything is set, else the first pair. */
export const environmentKey = (variable: Variable): EnvironmentKey => {
  const variables = pairs.find((names) => names.some((name) => variable(name) !== undefined)) ?? pairs[0]
  const [id, secret] = variables
  return {
    accessKeyId: variable(id),
    accessKeySecret: variable(secret),
    securityToken: variables === pairs[0] ? variable("ALIBABA_CLOUD_SECURITY_TOKEN") : undefined,
    variables
  }
}

const provider = "environment"

/**
 * Reads the variables at every load. Fails with `Absent` where neither pair is set, `Invalid` where half of one is.
 */
export const fromEnvironment = (environment: Environment = process.env): CredentialsProvider => ({
  name: provider,
  load: Effect.fnUntraced(function* () {
    const { accessKeyId, accessKeySecret, securityToken, variables } = environmentKey(variableOf(environment))
    const [id, secret] = variables
    if (accessKeyId === undefined && accessKeySecret === undefined) {
      return yield* absent(provider, `neither ${pairs.map((names) => names.join(" and ")).join(" nor ")} are set`)
    }
    if (accessKeyId === undefined) return yield* invalid({ provider, source: id }, `is missing beside ${secret}`)
    if (accessKeySecret === undefined) {
      return yield* invalid({ provider, source: secret }, `is missing beside ${id}`)
    }
    return yield* issue({ provider, source: "the environment", accessKeyId, accessKeySecret, securityToken })
  })
})
