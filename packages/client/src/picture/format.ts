/** The real format of a picture, from its first bytes; a file's name proves nothing. */

/** Formats that the service takes. */
export type PictureFormat = "png" | "jpeg" | "bmp" | "gif" | "webp" | "tiff" | "ppm"

/** Names for a person, in the service's order. */
export const formatNames = "PNG, JPEG, BMP, GIF, WebP, TIFF or PPM"

/** The format whose signature the bytes begin with, or undefined. */
export const pictureFormat = (bytes: Uint8Array): PictureFormat | undefined =>
  signatures.find(({ parts }) => parts.every(([offset, text]) => startsAt(bytes, offset, text)))?.format

interface Signature {
  readonly format: PictureFormat
  /** Latin-1 text expected at each offset. */
  readonly parts: ReadonlyArray<readonly [offset: number, text: string]>
}

const signatures: readonly Signature[] = [
  { format: "png", parts: [[0, "\x89PNG\r\n\x1a\n"]] },
  { format: "jpeg", parts: [[0, "\xff\xd8\xff"]] },
  { format: "gif", parts: [[0, "GIF8"]] },
  {
    format: "webp",
    parts: [
      [0, "RIFF"],
      [8, "WEBP"]
    ]
  },
  { format: "bmp", parts: [[0, "BM"]] },
  { format: "tiff", parts: [[0, "II*\0"]] },
  { format: "tiff", parts: [[0, "MM\0*"]] },
  // P2/P5 are grey and P1/P4 black and white: the same family, which decoders of PPM read.
  ...["P1", "P2", "P3", "P4", "P5", "P6"].flatMap((magic) =>
    ["\n", " ", "\r", "\t"].map((blank): Signature => ({ format: "ppm", parts: [[0, magic + blank]] }))
  )
]

/** Bytes after which the format is known, or never will be: those of WebP. */
export const longestSignature = Math.max(
  ...signatures.flatMap(({ parts }) => parts.map(([offset, text]) => offset + text.length))
)

const startsAt = (bytes: Uint8Array, offset: number, text: string): boolean =>
  bytes.byteLength >= offset + text.length &&
  Array.from(text, (mark) => mark.charCodeAt(0)).every((code, index) => bytes[offset + index] === code)
