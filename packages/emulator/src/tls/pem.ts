// PEM: DER in Base64 between two lines that say what it is.

/** Writes DER under a label such as `CERTIFICATE`, 64 characters a line, as every reader takes it. */
export const toPem = (label: string, der: ArrayBuffer): string => {
  const lines =
    Buffer.from(der)
      .toString("base64")
      .match(/.{1,64}/g) ?? []
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ""].join("\n")
}

/** The DER of the first block of a PEM text; empty if there is none. */
export const derOf = (pem: string): Uint8Array<ArrayBuffer> => {
  const [, base64 = ""] = /-----BEGIN [A-Z ]+-----([\sA-Za-z0-9+/=]+)-----END/.exec(pem) ?? []
  return Uint8Array.from(Buffer.from(base64, "base64"))
}
