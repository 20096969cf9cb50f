/**
 * The bytes of a picture while they come in. Reading stops as soon as they are too many, or their beginning shows that
 * they are no picture.
 */
import { formatNames, longestSignature, pictureFormat } from "./format.ts"
import { tooLarge, unusable, type UnusablePicture } from "./UnusablePicture.ts"

export const notAPicture = (): UnusablePicture =>
  unusable("is no picture that the service knows", `Give a ${formatNames} file.`)

export class GrowingPicture {
  private readonly limitBytes: number
  /** Called once, when the format is known; undefined where any beginning will do. */
  private readonly onRecognized: (() => void) | undefined
  private readonly chunks: Uint8Array[] = []
  private length = 0
  private isRecognized = false

  constructor(limitBytes: number, onRecognized: (() => void) | undefined) {
    this.limitBytes = limitBytes
    this.onRecognized = onRecognized
  }

  /** Keeps the chunk itself. Throws `UnusablePicture` for what is no bytes, for a byte too many, and for a beginning of no known format. */
  add(chunk: unknown): void {
    const bytes = bytesOf(chunk)
    if (bytes.byteLength === 0) return
    this.length += bytes.byteLength
    if (this.length > this.limitBytes) throw tooLarge(this.limitBytes, "and goes on")
    this.chunks.push(bytes)
    if (this.onRecognized !== undefined && this.length >= longestSignature) this.recognize(this.onRecognized)
  }

  /** All of it, in one piece. */
  whole(): Uint8Array {
    const [only, ...more] = this.chunks
    const bytes = only !== undefined && more.length === 0 ? only : Buffer.concat(this.chunks, this.length)
    this.chunks.length = 0
    return bytes
  }

  private recognize(onRecognized: () => void): void {
    if (this.isRecognized) return
    if (pictureFormat(Buffer.concat(this.chunks, longestSignature)) === undefined) throw notAPicture()
    this.isRecognized = true
    onRecognized()
  }
}

const bytesOf = (chunk: unknown): Uint8Array => {
  if (chunk instanceof Uint8Array) return chunk
  if (chunk instanceof ArrayBuffer) return new Uint8Array(chunk)
  throw typeof chunk === "string"
    ? unusable("gives text instead of bytes", "Set no encoding on the stream.")
    : unusable(`gives ${chunk === null ? "null" : `a value of type ${typeof chunk}`} instead of bytes`, "Give bytes.")
}
