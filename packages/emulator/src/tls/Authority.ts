// The emulator's own certificate authority: made once, kept with the data, and trusted by whoever chooses to.

import { webcrypto, X509Certificate } from "node:crypto"
import { KEY_ALGORITHM, signCertificate } from "./certificate.ts"
import { derOf, toPem } from "./pem.ts"

/** A certificate and its private key, both as PEM. */
export interface KeyPair {
  readonly certificate: string
  readonly key: string
}

const DAY_MS = 24 * 60 * 60 * 1_000

/** Long enough that nobody has to trust a new one while a data directory is in use. */
const AUTHORITY_DAYS = 3_650

/** Verifiers of today refuse a server's certificate that is valid for more than 398 days. It is made anew at each start. */
export const SERVER_DAYS = 397

/** A clock that is behind by up to this much still takes what was made a moment ago. */
const EARLY_MS = DAY_MS

/** Makes an authority that may sign certificates of servers and no further authority. */
export const makeAuthority = async (now: number): Promise<KeyPair> => {
  const { publicKey, privateKey } = await generate()
  const name = `imagesearch-emulator ${new Date(now).toISOString().slice(0, 19)}Z`
  const certificate = await signCertificate({
    subject: name,
    issuer: name,
    publicKey,
    issuerPublicKey: publicKey,
    issuerPrivateKey: privateKey,
    ...validity(now, AUTHORITY_DAYS),
    use: "authority"
  })
  return pair(certificate, privateKey)
}

/** Makes a server's certificate for host names (also `*.name`) and addresses. `now` is in epoch milliseconds. */
export const issueCertificate = async (authority: KeyPair, names: readonly string[], now: number): Promise<KeyPair> => {
  const { publicKey, privateKey } = await generate()
  const issuer = new X509Certificate(authority.certificate)
  const certificate = await signCertificate({
    subject: "imagesearch-emulator",
    issuer: issuer.subject.replace(/^CN=/, ""),
    publicKey,
    issuerPublicKey: await importPublic(issuer),
    issuerPrivateKey: await importPrivate(authority.key),
    ...validity(now, SERVER_DAYS),
    use: names
  })
  return pair(certificate, privateKey)
}

const generate = () => webcrypto.subtle.generateKey(KEY_ALGORITHM, true, ["sign", "verify"])

const validity = (now: number, days: number) => ({
  notBefore: new Date(now - EARLY_MS),
  notAfter: new Date(now - EARLY_MS + days * DAY_MS)
})

const pair = async (certificate: ArrayBuffer, privateKey: webcrypto.CryptoKey): Promise<KeyPair> => ({
  certificate: toPem("CERTIFICATE", certificate),
  key: toPem("PRIVATE KEY", await webcrypto.subtle.exportKey("pkcs8", privateKey))
})

const importPrivate = (pem: string): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey("pkcs8", derOf(pem), KEY_ALGORITHM, false, ["sign"])

const importPublic = ({ publicKey }: X509Certificate): Promise<webcrypto.CryptoKey> => {
  const der = publicKey.export({ type: "spki", format: "der" })
  return webcrypto.subtle.importKey("spki", Uint8Array.from(der), KEY_ALGORITHM, true, ["verify"])
}
