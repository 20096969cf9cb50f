// One X.509 certificate: its fields and the extensions that today's verifiers insist on.

import { isIP } from "node:net"
import { randomBytes, webcrypto } from "node:crypto"
import { BitString, Integer, OctetString, Utf8String } from "asn1js"
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  Extension,
  ExtKeyUsage,
  GeneralName,
  GeneralNames,
  RelativeDistinguishedNames
} from "pkijs"

/** What a certificate says, and who signs it. */
export interface Statement {
  readonly subject: string
  readonly issuer: string
  readonly publicKey: webcrypto.CryptoKey
  readonly issuerPublicKey: webcrypto.CryptoKey
  readonly issuerPrivateKey: webcrypto.CryptoKey
  readonly notBefore: Date
  readonly notAfter: Date
  /** The host names and IP addresses of a server; "authority" for a certificate that signs others. */
  readonly use: "authority" | readonly string[]
}

/** Elliptic curve keys: made in a millisecond, and read by every TLS library of the last decade. */
export const KEY_ALGORITHM = { name: "ECDSA", namedCurve: "P-256" } as const

/** Signs a certificate of version 3 and returns its DER. */
export const signCertificate = async (statement: Statement): Promise<ArrayBuffer> => {
  const { publicKey, issuerPublicKey, issuerPrivateKey, use } = statement
  const certificate = new Certificate()
  certificate.version = 2 // Versions count from 0.
  certificate.serialNumber = new Integer({ valueHex: serialNumber() })
  certificate.subject = nameOf(statement.subject)
  certificate.issuer = nameOf(statement.issuer)
  certificate.notBefore.value = statement.notBefore
  certificate.notAfter.value = statement.notAfter
  await certificate.subjectPublicKeyInfo.importKey(publicKey)
  certificate.extensions = [
    ...(use === "authority" ? authorityUse() : serverUse(use)),
    extension("2.5.29.14", new OctetString({ valueHex: await keyIdentifier(publicKey) })),
    extension(
      "2.5.29.35",
      new AuthorityKeyIdentifier({
        keyIdentifier: new OctetString({ valueHex: await keyIdentifier(issuerPublicKey) })
      }).toSchema()
    )
  ]
  await certificate.sign(issuerPrivateKey, "SHA-256")
  return certificate.toSchema(true).toBER()
}

interface Encodable {
  readonly toBER: () => ArrayBuffer
}

const extension = (extnID: string, value: Encodable, importance: "critical" | "informative" = "informative") =>
  new Extension({ extnID, critical: importance === "critical", extnValue: value.toBER() })

const keyUsage = (bits: number, unusedBits: number): Extension =>
  extension("2.5.29.15", new BitString({ valueHex: Uint8Array.of(bits).buffer, unusedBits }), "critical")

const authorityUse = (): readonly Extension[] => [
  extension("2.5.29.19", new BasicConstraints({ cA: true, pathLenConstraint: 0 }).toSchema(), "critical"),
  // keyCertSign and cRLSign.
  keyUsage(0b0000_0110, 1)
]

const serverUse = (names: readonly string[]): readonly Extension[] => [
  extension("2.5.29.19", new BasicConstraints({ cA: false }).toSchema(), "critical"),
  // digitalSignature.
  keyUsage(0b1000_0000, 7),
  // serverAuth.
  extension("2.5.29.37", new ExtKeyUsage({ keyPurposes: ["1.3.6.1.5.5.7.3.1"] }).toSchema()),
  extension("2.5.29.17", new GeneralNames({ names: names.map(alternativeName) }).toSchema())
]

/** A GeneralName is of type 2 for a host name and of type 7 for an address. */
const alternativeName = (name: string): GeneralName => {
  const address = addressBytes(name)
  return address === undefined
    ? new GeneralName({ type: 2, value: name })
    : new GeneralName({ type: 7, value: new OctetString({ valueHex: address }) })
}

const addressBytes = (text: string): ArrayBuffer | undefined => {
  switch (isIP(text)) {
    case 4:
      return Uint8Array.from(text.split(".").map(Number)).buffer
    case 6:
      return ipv6Bytes(text)
    default:
      return undefined
  }
}

/** The URL parser writes an IPv6 address in its shortest form, with at most one `::` and no dotted end. */
const ipv6Bytes = (text: string): ArrayBuffer => {
  const [head = "", tail] = new URL(`http://[${text}]`).hostname.slice(1, -1).split("::")
  const groupsOf = (part: string | undefined): readonly string[] => (part ? part.split(":") : [])
  const [before, behind] = [groupsOf(head), groupsOf(tail)]
  const zeros = Array.from({ length: 8 - before.length - behind.length }, () => "0")
  const groups = [...before, ...zeros, ...behind].map((group) => Number.parseInt(group, 16))
  return Uint8Array.from(groups.flatMap((group) => [group >> 8, group & 0xff])).buffer
}

const nameOf = (commonName: string): RelativeDistinguishedNames =>
  new RelativeDistinguishedNames({
    typesAndValues: [new AttributeTypeAndValue({ type: "2.5.4.3", value: new Utf8String({ value: commonName }) })]
  })

/** RFC 5280 section 4.1.2.2: positive and at most 20 octets, so the first bit is clear, and the second set against zero. */
const serialNumber = (): ArrayBuffer => {
  const bytes = Uint8Array.from(randomBytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes.buffer
}

/** RFC 5280 section 4.2.1.2: the SHA-1 of the public key, as a name and not as a protection. */
const keyIdentifier = async (publicKey: webcrypto.CryptoKey): Promise<ArrayBuffer> =>
  webcrypto.subtle.digest("SHA-1", await webcrypto.subtle.exportKey("raw", publicKey))
