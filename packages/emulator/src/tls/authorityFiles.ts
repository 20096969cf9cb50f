// The folder `tls` of a data directory: the authority for those who trust it, and its private key for the emulator alone.

import { createPrivateKey, X509Certificate } from "node:crypto"
import { chmod, mkdir, readFile, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { StoreError } from "../store/database.ts"
import { type KeyPair, makeAuthority } from "./Authority.ts"
import { trustStore } from "./trustStore.ts"

const CERTIFICATE_FILE = "ca.pem"
const TRUST_STORE_FILE = "ca.p12"
const KEY_FILE = "ca-key.pem"

/**
 * The authority of a data directory, made if there is none. Throws a StoreError if the one that is there cannot be used:
 * a new one in its place would make every client that trusts the old one fail without a reason to see.
 */
export const keptAuthority = async (dataDir: string, now: number): Promise<KeyPair> => {
  const folder = join(dataDir, "tls")
  const certificate = await readOrUndefined(join(folder, CERTIFICATE_FILE))
  if (certificate === undefined) return makeIn(folder, now)
  const key = await readOrUndefined(join(folder, KEY_FILE))
  if (key === undefined) throw unusable(folder, `there is no ${KEY_FILE}`)
  checkPair({ certificate, key }, folder, now)
  await chmod(join(folder, KEY_FILE), OWNER_ONLY)
  return { certificate, key }
}

const OWNER_ONLY = 0o600

/** The certificate comes last and at once, so that where it is, all is. */
const makeIn = async (folder: string, now: number): Promise<KeyPair> => {
  const authority = await makeAuthority(now)
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, KEY_FILE), authority.key, { mode: OWNER_ONLY })
  await chmod(join(folder, KEY_FILE), OWNER_ONLY)
  await writeFile(join(folder, TRUST_STORE_FILE), await trustStore(authority.certificate))
  const unfinished = join(folder, `${CERTIFICATE_FILE}.new`)
  await writeFile(unfinished, authority.certificate)
  await rename(unfinished, join(folder, CERTIFICATE_FILE))
  return authority
}

const checkPair = ({ certificate, key }: KeyPair, folder: string, now: number): void => {
  const read = readCertificate(certificate)
  if (read === undefined) throw unusable(folder, `${CERTIFICATE_FILE} holds no certificate`)
  if (!fits(read, key)) throw unusable(folder, `${KEY_FILE} is not the key of ${CERTIFICATE_FILE}`)
  if (!(Date.parse(read.validTo) > now)) throw unusable(folder, `${CERTIFICATE_FILE} is past ${read.validTo}`)
}

const readCertificate = (pem: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(pem)
  } catch {
    return undefined
  }
}

const fits = (certificate: X509Certificate, key: string): boolean => {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

const unusable = (folder: string, reason: string): StoreError =>
  new StoreError(
    `the certificate authority in ${folder} cannot be used: ${reason}; remove that folder to have a new one made, and trust the new one`
  )

const readOrUndefined = async (path: string): Promise<string | undefined> => {
  try {
    return await readFile(path, "utf8")
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined
    throw new StoreError(`cannot read ${path} (${error instanceof Error ? error.message : String(error)})`)
  }
}
