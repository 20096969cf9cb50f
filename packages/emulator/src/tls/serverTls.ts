// What the emulator shows to clients that speak TLS: a certificate for its names.

import { createSecureContext } from "node:tls"
import { issueCertificate, type KeyPair, makeAuthority } from "./Authority.ts"
import { keptAuthority } from "./authorityFiles.ts"

/** "self-made" is a certificate of an authority of the emulator's own; the other is one that the user brings. */
export type TlsOption = "self-made" | KeyPair

/** The server's side of TLS. */
export interface ServerTls {
  readonly certificate: KeyPair
  /** The certificate of the authority as PEM; undefined if the user brought the server's certificate. */
  readonly authority: string | undefined
}

/**
 * Makes or reads what TLS needs. The authority is kept in the data directory, and lives as long as this process without
 * one. Throws if the user's certificate and key do not belong together.
 */
export const openTls = async (
  option: TlsOption,
  { names, dataDir }: { readonly names: readonly string[]; readonly dataDir: string | undefined }
): Promise<ServerTls> => {
  if (option !== "self-made") return { certificate: checked(option), authority: undefined }
  // The clock of the system and not the emulator's: it is that of the machines that check the certificate.
  const now = Date.now()
  const authority = dataDir === undefined ? await makeAuthority(now) : await keptAuthority(dataDir, now)
  return { certificate: await issueCertificate(authority, names, now), authority: authority.certificate }
}

const checked = (pair: KeyPair): KeyPair => {
  try {
    createSecureContext({ cert: pair.certificate, key: pair.key })
    return pair
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`the certificate and the key for TLS cannot be used together (${reason}); both have to be PEM`, {
      cause: error
    })
  }
}
