/** A temporary key as STS, the metadata service and credentials URIs give it. */
import type * as Effect from "effect/Effect"
import * as z from "zod/mini"
import type { CredentialsError } from "./CredentialsError.ts"
import { issue, type IssuedCredentials } from "./CredentialsProvider.ts"
import { text, type Reading } from "./readFields.ts"

export const TemporaryKey = z.looseObject({
  AccessKeyId: text,
  AccessKeySecret: text,
  SecurityToken: text,
  Expiration: text
})

/** The key, checked. */
export const issueTemporary = (
  reading: Reading,
  key: z.infer<typeof TemporaryKey>
): Effect.Effect<IssuedCredentials, CredentialsError> =>
  issue({
    ...reading,
    accessKeyId: key.AccessKeyId,
    accessKeySecret: key.AccessKeySecret,
    securityToken: key.SecurityToken,
    expiration: key.Expiration
  })
