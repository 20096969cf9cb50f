// A PKCS12 file that holds one trusted certificate and no key: what Java takes as a trust store.

import { BmpString, ObjectIdentifier } from "asn1js"
import { Attribute, AuthenticatedSafe, CertBag, Certificate, PFX, SafeBag, SafeContents } from "pkijs"
import { derOf } from "./pem.ts"

/** Nothing in the file is secret; the password is the one that Java tools assume. */
export const TRUST_STORE_PASSWORD = "changeit"

const ALIAS = "imagesearch-emulator"

/** The common number of rounds of the check value; it protects nothing here. */
const ITERATIONS = 2_048

/** Writes the certificate as a trust store. Not encrypted, but with a check value (HMAC-SHA256) under the password. */
export const trustStore = async (certificatePem: string): Promise<Buffer> => {
  const safe = new AuthenticatedSafe({
    parsedValue: { safeContents: [{ privacyMode: 0, value: new SafeContents({ safeBags: [bagOf(certificatePem)] }) }] }
  })
  await safe.makeInternalValues({ safeContents: [{}] })
  const file = new PFX({ parsedValue: { integrityMode: 0, authenticatedSafe: safe } })
  await file.makeInternalValues({
    password: Uint8Array.from(Buffer.from(TRUST_STORE_PASSWORD)).buffer,
    iterations: ITERATIONS,
    pbkdf2HashAlgorithm: "SHA-256",
    hmacHashAlgorithm: "SHA-256"
  })
  return Buffer.from(file.toSchema().toBER())
}

const bagOf = (certificatePem: string): SafeBag =>
  new SafeBag({
    bagId: "1.2.840.113549.1.12.10.1.3",
    bagValue: new CertBag({ parsedValue: Certificate.fromBER(derOf(certificatePem)) }),
    bagAttributes: [
      new Attribute({ type: "1.2.840.113549.1.9.20", values: [new BmpString({ value: ALIAS })] }),
      // Java takes a certificate without a key as trusted only if it says for which use: any.
      new Attribute({
        type: "2.16.840.1.113894.746875.1.1",
        values: [new ObjectIdentifier({ value: "2.5.29.37.0" })]
      })
    ]
  })
