/** A key as files and programs of Alibaba Cloud's tools spell it. */
import * as z from "zod/mini"
import { issue, type CredentialsProvider } from "./CredentialsProvider.ts"
import { text, type Reading } from "./readFields.ts"

export const KeyFields = z.looseObject({ access_key_id: text, access_key_secret: text })

/** Hands out this key. */
export const givenKey = (
  { provider, source }: Reading,
  key: z.infer<typeof KeyFields> & { readonly sts_token?: string | undefined }
): CredentialsProvider => ({
  name: provider,
  load: () =>
    issue({
      provider,
      source,
      accessKeyId: key.access_key_id,
      accessKeySecret: key.access_key_secret,
      securityToken: key.sts_token
    })
})
