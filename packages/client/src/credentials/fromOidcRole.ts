/**
 * A role that is taken with the token of an OIDC provider, by AssumeRoleWithOIDC of STS; in a cluster the token lies in a
 * file that is renewed from outside, so that it is read at every load.
 */
import * as Effect from "effect/Effect"
import { variableOf, type Environment } from "../config/setting.ts"
import { callSts } from "./callSts.ts"
import { absent, invalid, type CredentialsProvider } from "./CredentialsProvider.ts"
import { readSmallFile } from "./readSmallFile.ts"
import { roleForm, type RoleOptions } from "./roleForm.ts"
import { stsEndpoint, type StsAddress } from "./stsEndpoint.ts"

/** The role that is taken on, and the token that proves who asks. */
export interface OidcRoleOptions extends Partial<RoleOptions> {
  /** Default ALIBABA_CLOUD_OIDC_PROVIDER_ARN. */
  readonly providerArn?: string | undefined
  /** Path of the file with the token. Default ALIBABA_CLOUD_OIDC_TOKEN_FILE. */
  readonly tokenFile?: string | undefined
  /** Where STS is asked; default what the environment says, else the central host. */
  readonly sts?: StsAddress | undefined
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

const provider = "OIDC role"

/**
 * Asks STS for a temporary key of the role at every load. ARN and session name default to ALIBABA_CLOUD_ROLE_ARN and
 * ALIBABA_CLOUD_ROLE_SESSION_NAME.
 */
export const fromOidcRole = (options: OidcRoleOptions = {}): CredentialsProvider => {
  const { sts = {}, environment = process.env } = options
  return {
    name: provider,
    load: Effect.fnUntraced(function* (network) {
      const variable = variableOf(environment)
      const roleArn = options.roleArn ?? variable("ALIBABA_CLOUD_ROLE_ARN")
      const providerArn = options.providerArn ?? variable("ALIBABA_CLOUD_OIDC_PROVIDER_ARN")
      const tokenFile = options.tokenFile ?? variable("ALIBABA_CLOUD_OIDC_TOKEN_FILE")
      if (roleArn === undefined) return yield* unset("ALIBABA_CLOUD_ROLE_ARN")
      if (providerArn === undefined) return yield* unset("ALIBABA_CLOUD_OIDC_PROVIDER_ARN")
      if (tokenFile === undefined) return yield* unset("ALIBABA_CLOUD_OIDC_TOKEN_FILE")

      const token = (yield* readSmallFile(provider, tokenFile)).trim()
      if (token === "") return yield* invalid({ provider, source: tokenFile }, "is empty")
      const sessionName = options.sessionName ?? variable("ALIBABA_CLOUD_ROLE_SESSION_NAME")
      const form = yield* roleForm(provider, { ...options, roleArn, sessionName })
      return yield* callSts({
        provider,
        action: "AssumeRoleWithOIDC",
        endpoint: yield* stsEndpoint(provider, { ...sts, environment }),
        form: [...form, ["OIDCProviderArn", providerArn], ["OIDCToken", token]],
        credentials: undefined,
        secrets: [token],
        network
      })
    })
  }
}

const unset = (variable: string) => absent(provider, `${variable} is not set`)
