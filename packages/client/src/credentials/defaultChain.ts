/** Where a key is looked for when nobody says where: the places and the order of Alibaba Cloud's own SDKs. */
import { variableOf, type Environment } from "../config/setting.ts"
import { absent, type CredentialsProvider } from "./CredentialsProvider.ts"
import { fromAliyunProfile } from "./fromAliyunProfile.ts"
import { fromChain } from "./fromChain.ts"
import { fromCredentialsFile } from "./fromCredentialsFile.ts"
import { fromEcsMetadata } from "./fromEcsMetadata.ts"
import { fromEnvironment } from "./fromEnvironment.ts"
import { fromOidcRole } from "./fromOidcRole.ts"
import { fromUri } from "./fromUri.ts"
import { isTrue } from "./stsEndpoint.ts"

/**
 * Environment, OIDC role, the aliyun CLI's profile, the credentials file, ECS metadata, credentials URI. The variables
 * are read at every load; ALIBABA_CLOUD_PROFILE names the profile in both files. Fails as `fromChain` does.
 */
export const defaultChain = (environment: Environment = process.env): CredentialsProvider =>
  fromChain(
    [
      fromEnvironment(environment),
      fromOidcRole({ environment }),
      unlessDisabled(environment, fromAliyunProfile({ environment })),
      fromCredentialsFile({ environment }),
      fromEcsMetadata({ environment }),
      fromUri({ environment })
    ],
    "default chain"
  )

/** The profile of this name, in the aliyun CLI's file or else in the credentials file. Fails as `fromChain` does. */
export const fromProfile = (profile: string, environment: Environment = process.env): CredentialsProvider =>
  fromChain(
    [fromAliyunProfile({ profile, environment }), fromCredentialsFile({ profile, environment })],
    `profile ${profile}`
  )

/** Only the default way to the file can be forbidden; whoever names a profile wants it. */
const unlessDisabled = (environment: Environment, provider: CredentialsProvider): CredentialsProvider => {
  const name = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED"
  return {
    name: provider.name,
    load: (network) => (isTrue(variableOf(environment)(name)) ? absentBecause(provider, name) : provider.load(network))
  }
}

const absentBecause = ({ name }: CredentialsProvider, variable: string) => absent(name, `${variable} forbids it`)
