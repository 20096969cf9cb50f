/**
 * A picture that cannot be read.
 *
 * `format`: it is none of the formats that are read here, or a variant or size of one that is not read.
 * `truncated`: it begins like a known format, but is cut short or damaged.
 */
export class PictureError extends Error {
  override readonly name = "PictureError"
  readonly reason: "format" | "truncated"

  constructor(reason: "format" | "truncated", message: string, options?: ErrorOptions) {
    super(message, options)
    this.reason = reason
  }
}
