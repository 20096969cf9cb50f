/** A key that is given: lasting, or temporary with its security token. */
import type * as Redacted from "effect/Redacted"
import { issue, type CredentialsProvider } from "./CredentialsProvider.ts"

/** An AccessKey pair, with its security token if it is temporary. */
export interface StaticKey {
  /** The AccessKey ID. */
  readonly accessKeyId: string
  /** Its secret. */
  readonly accessKeySecret: string | Redacted.Redacted
  /** Of a temporary key. */
  readonly securityToken?: string | Redacted.Redacted | undefined
}

/** Hands out this key. Fails with `Invalid` for one that no header can carry. */
export const fromStatic = (key: StaticKey): CredentialsProvider => ({
  name: "the given key",
  load: () => issue({ provider: "the given key", source: "the given key", ...key })
})
