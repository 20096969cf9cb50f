/** The proof that a request carries, as the settings have it. */
import type { Operation } from "@imagesearch/core"
import { bearerSigner, schemeSigner, type Signer } from "@imagesearch/transport"
import type { ResolvedConfig } from "./config/Config.ts"

/** Signs an operation of any version that the scheme covers. */
export const signerOf = (
  { signature, credentials }: Pick<ResolvedConfig, "signature" | "credentials">,
  operation: Operation
): Signer =>
  signature._tag === "Bearer"
    ? bearerSigner(operation, signature.token)
    : schemeSigner({ scheme: signature.scheme, operation, credentials })
