// The options about keys: who may call, and what. No message of this file shows a secret.

import type { AccessKey } from "./auth/Keyring.ts"
import { madeUpKey } from "./auth/madeUpKey.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { KEY_RULES } from "./optionRules.ts"

/** The options as they were given. */
export interface KeyValues {
  readonly "access-key-id"?: string | undefined
  readonly "access-key-secret"?: string | undefined
  readonly "security-token"?: string | undefined
  readonly "bearer-token"?: string | undefined
  readonly key?: readonly string[] | undefined
}

type KeyOptions = Pick<EmulatorOptions, "securityToken" | "keys" | "bearerToken"> & AccessKey

/** Reads the options, with the key of the environment where they name none. Throws what is wrong in one sentence. */
export const readKeys = (
  values: KeyValues,
  environment: Readonly<Record<string, string | undefined>>
): { readonly options: KeyOptions; readonly isMadeUp: boolean } => {
  const { key, isMadeUp } = mainKey(values, environment)
  const securityToken = values["security-token"] ?? (isMadeUp ? undefined : tokenOf(values, environment))
  const bearerToken = values["bearer-token"]
  if (securityToken !== undefined) checkToken("security-token", securityToken)
  if (bearerToken !== undefined) checkToken("bearer-token", bearerToken)
  const keys = (values.key ?? []).map(readKey)
  checkIds([key, ...keys])
  const options = {
    ...key,
    ...(securityToken === undefined ? {} : { securityToken }),
    ...(bearerToken === undefined ? {} : { bearerToken }),
    keys
  }
  return { options, isMadeUp }
}

const mainKey = (values: KeyValues, environment: Readonly<Record<string, string | undefined>>) => {
  const accessKeyId = values["access-key-id"] ?? environment["ALIBABA_CLOUD_ACCESS_KEY_ID"]
  const accessKeySecret = values["access-key-secret"] ?? environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"]
  if (accessKeyId && accessKeySecret) {
    checkId(accessKeyId)
    return { key: { accessKeyId, accessKeySecret }, isMadeUp: false }
  }
  if (accessKeyId || accessKeySecret)
    throw new Error("an AccessKey ID and its secret go together: one was given without the other")
  return { key: madeUpKey(), isMadeUp: true }
}

/** The token of the environment belongs to the key of the environment and to no other. */
const tokenOf = (values: KeyValues, environment: Readonly<Record<string, string | undefined>>): string | undefined =>
  values["access-key-id"] === undefined && values["access-key-secret"] === undefined
    ? environment["ALIBABA_CLOUD_SECURITY_TOKEN"] || undefined
    : undefined

const readKey = (text: string): AccessKey => {
  const [accessKeyId = "", accessKeySecret = "", list, ...rest] = text.split(":")
  if (accessKeyId === "" || accessKeySecret === "" || list === "" || rest.length > 0)
    throw new Error("--key takes ID:SECRET or ID:SECRET:ACTION,ACTION, none of them empty")
  checkId(accessKeyId)
  if (list === undefined) return { accessKeyId, accessKeySecret }
  const actions = list.split(",")
  // A secret with a colon in it would stand where the operations are expected: the message must not repeat it.
  if (!KEY_RULES.actions.allows(actions))
    throw new Error(`--key ${accessKeyId}:… names an operation that the service does not have`)
  return { accessKeyId, accessKeySecret, actions }
}

const checkId = (accessKeyId: string): void => {
  if (!KEY_RULES.accessKeyId.allows(accessKeyId))
    throw new Error("an AccessKey ID may hold letters, digits, dots, underscores, hyphens and @ only")
}

/** Of two keys with one ID, one would never be asked for. */
const checkIds = (keys: readonly AccessKey[]): void => {
  const ids = keys.map(({ accessKeyId }) => accessKeyId)
  const twice = ids.find((id, at) => ids.indexOf(id) !== at)
  if (twice !== undefined) throw new Error(`--key ${twice}:… names an AccessKey ID that another key has`)
}

const checkToken = (name: string, token: string): void => {
  const { takes, allows } = KEY_RULES.securityToken
  if (!allows(token)) throw new Error(`--${name} takes ${takes}`)
}
