/** WebP (RFC 9649): a RIFF file whose first chunk, lossy, lossless or extended, names the size. */
import { asciiAt } from "./asciiAt.ts"
import type { HeaderReader } from "./HeaderReader.ts"
import { orientationOf } from "./tiff.ts"

/** Offset of the first chunk, and of its content. */
const firstChunk = 12
const content = 20

export const readWebp: HeaderReader = (view) => {
  switch (asciiAt(view, firstChunk, 4)) {
    case "VP8 ":
      // A frame tag of 3 bytes and a start code of 3; the upper two bits are a scale.
      return {
        width: view.getUint16(content + 6, true) & 0x3fff,
        height: view.getUint16(content + 8, true) & 0x3fff,
        orientation: undefined
      }
    case "VP8L": {
      const bits = view.getUint32(content + 1, true)
      return { width: 1 + (bits & 0x3fff), height: 1 + ((bits >>> 14) & 0x3fff), orientation: undefined }
    }
    case "VP8X":
      return {
        width: 1 + uint24(view, content + 4),
        height: 1 + uint24(view, content + 7),
        orientation: exifOrientation(view)
      }
    default:
      return undefined
  }
}

const uint24 = (view: DataView, offset: number): number =>
  view.getUint16(offset, true) | (view.getUint8(offset + 2) << 16)

const exifOrientation = (view: DataView): number | undefined => {
  for (let at = firstChunk; at + 8 <= view.byteLength;) {
    const length = view.getUint32(at + 4, true)
    if (asciiAt(view, at, 4) === "EXIF") {
      // Some writers repeat the mark of JPEG.
      const head = asciiAt(view, at + 8, 4) === "Exif" ? 6 : 0
      return orientationOf(view, at + 8 + head, length - head)
    }
    // Chunks are padded to an even length.
    at += 8 + length + (length % 2)
  }
  return undefined
}
