/** PNG: IHDR comes first; EXIF stands in a chunk of its own (eXIf, PNG third edition), before or after the pixels. */
import { asciiAt } from "./asciiAt.ts"
import type { HeaderReader } from "./HeaderReader.ts"
import { orientationOf } from "./tiff.ts"

const signatureBytes = 8
/** Length, type and checksum around the content of a chunk. */
const chunkFrameBytes = 12

export const readPng: HeaderReader = (view) =>
  asciiAt(view, signatureBytes + 4, 4) === "IHDR"
    ? { width: view.getUint32(16), height: view.getUint32(20), orientation: exifOrientation(view) }
    : undefined

const exifOrientation = (view: DataView): number | undefined => {
  for (let at = signatureBytes; at + chunkFrameBytes <= view.byteLength; at += chunkFrameBytes + view.getUint32(at)) {
    if (asciiAt(view, at + 4, 4) === "eXIf") return orientationOf(view, at + 8, view.getUint32(at))
  }
  return undefined
}
