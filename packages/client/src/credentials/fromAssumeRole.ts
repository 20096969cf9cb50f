/** A role that is taken with another key, by AssumeRole of STS; the other key may come from a role in turn. */
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { Environment } from "../config/setting.ts"
import { callSts } from "./callSts.ts"
import { within, type CredentialsProvider } from "./CredentialsProvider.ts"
import { roleForm, type RoleOptions } from "./roleForm.ts"
import { stsEndpoint, type StsAddress } from "./stsEndpoint.ts"

/** The role that is taken on, and the key that asks for it. */
export interface AssumeRoleOptions extends RoleOptions {
  /** Whose key asks for the role; it is loaded anew for each temporary key. */
  readonly source: CredentialsProvider
  /** A word that the owner of a role in another account has agreed on with you. */
  readonly externalId?: string | undefined
  /** Where STS is asked; default what the environment says, else the central host. */
  readonly sts?: StsAddress | undefined
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

/** Asks STS for a temporary key of the role at every load. */
export const fromAssumeRole = (options: AssumeRoleOptions): CredentialsProvider => {
  const { source, externalId, sts = {}, environment = process.env } = options
  const provider = `role ${options.roleArn}`
  return {
    name: provider,
    load: Effect.fnUntraced(function* (network) {
      const endpoint = yield* stsEndpoint(provider, { ...sts, environment })
      const form = yield* roleForm(provider, options)
      const { credentials } = yield* within(provider, source.load(network))
      return yield* callSts({
        provider,
        action: "AssumeRole",
        endpoint,
        form: externalId === undefined ? form : [...form, ["ExternalId", externalId]],
        credentials,
        secrets: [Redacted.value(credentials.accessKeySecret)],
        network
      })
    })
  }
}
