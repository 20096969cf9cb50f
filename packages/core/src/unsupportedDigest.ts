/** The runtime lacks a digest that the caller asked for. `digest` names it. */
export class UnsupportedDigestError extends Error {
  override readonly name = "UnsupportedDigestError"
  readonly digest: "SM3"

  constructor(digest: "SM3", options?: ErrorOptions) {
    super(
      `This runtime has no ${digest}: sign with ACS3-HMAC-SHA256, or use a Node.js whose OpenSSL has ${digest}.`,
      options
    )
    this.digest = digest
  }
}
