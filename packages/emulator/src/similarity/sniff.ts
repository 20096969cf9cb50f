// The format of a picture, from its first bytes alone: names and content types lie, and SVG, AVIF or HEIF that the
// decoder would take must not get through.

/** The documented formats. `ppm` stands for the whole family: PBM, PGM and PPM, plain and raw. */
export type PictureFormat = "jpeg" | "png" | "gif" | "webp" | "tiff" | "bmp" | "ppm"

/** Names the format that the bytes begin like, or `undefined` for everything that is not read here. */
export const sniff = (bytes: Uint8Array): PictureFormat | undefined => {
  const text = String.fromCharCode(...bytes.subarray(0, 18))
  if (text.startsWith("\xff\xd8\xff")) return "jpeg"
  if (text.startsWith("\x89PNG\r\n\x1a\n")) return "png"
  if (text.startsWith("GIF87a") || text.startsWith("GIF89a")) return "gif"
  if (text.startsWith("RIFF") && text.startsWith("WEBP", 8)) return "webp"
  if (text.startsWith("II*\0") || text.startsWith("MM\0*")) return "tiff"
  if (text.startsWith("BM") && isBmpHeaderSize(text.slice(14, 18))) return "bmp"
  if (/^P[1-6][\s#]/.test(text)) return "ppm"
  return undefined
}

/** The sizes of the BMP headers in use, the check that keeps text which begins with "BM" out. */
const bmpHeaderSizes = [12, 16, 40, 52, 56, 64, 108, 124]

const isBmpHeaderSize = (littleEndian: string): boolean =>
  littleEndian.endsWith("\0\0\0") && bmpHeaderSizes.includes(littleEndian.charCodeAt(0))
