/** The proof that a request carries, as the settings have it: at once with a key that is given, else with that of the moment. */
import type { Operation } from "@imagesearch/core"
import {
  bearerSigner,
  NoSignerError,
  schemeSigner,
  type Credentials,
  type Signer,
  type SignerSource
} from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { Signature } from "./config/signature.ts"
import { describeCredentialsError } from "./credentials/CredentialsError.ts"
import type { KeySource } from "./credentials/KeySource.ts"
import type { SharedCredentials } from "./credentials/SharedCredentials.ts"
import { MissingKey } from "./credentials/unsignedReason.ts"

/** A key for the life of the client, or one that changes. */
export type SigningKey = Credentials | SourcedCredentials

/** A key that changes, and who is to mend it when there is none. */
export interface SourcedCredentials extends SharedCredentials {
  readonly source: KeySource
}

export interface Proof {
  readonly signature: Signature
  readonly credentials: SigningKey
}

/** Signs an operation of any version that the scheme covers. */
export const signerOf = ({ signature, credentials }: Proof, operation: Operation): Signer | SignerSource => {
  if (signature._tag === "Bearer") return bearerSigner(operation, signature.token)
  const { scheme } = signature
  if (!("current" in credentials)) return schemeSigner({ scheme, operation, credentials })
  return credentials.current.pipe(
    Effect.map((key) => ({
      sign: schemeSigner({ scheme, operation, credentials: key }),
      renew: credentials.renew(key)
    })),
    Effect.mapError(
      (error) =>
        new NoSignerError({
          problem: `no key could be had: ${describeCredentialsError(error)}`,
          cause: new MissingKey({ error, source: credentials.source })
        })
    )
  )
}

/** Ends what a key goes on doing when its client is gone. */
export const closeKey = ({ credentials }: Pick<Proof, "credentials">): Effect.Effect<void> =>
  "current" in credentials ? credentials.close : Effect.void
