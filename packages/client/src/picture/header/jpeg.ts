/** JPEG: a list of marked segments (ITU T.81 annex B); the frame header names the size, an APP1 segment holds EXIF. */
import { asciiAt } from "./asciiAt.ts"
import type { HeaderReader } from "./HeaderReader.ts"
import { orientationOf } from "./tiff.ts"

const exifMark = "Exif\0\0"
const app1 = 0xe1
const startOfScan = 0xda

export const readJpeg: HeaderReader = (view) => {
  let orientation: number | undefined
  for (let at = 2; ;) {
    const marker = view.getUint8(at + 1)
    // Fill bytes, and what some cameras leave between segments.
    if (view.getUint8(at) !== 0xff || marker === 0xff || marker === 0) at += 1
    else if (isBare(marker)) at += 2
    else if (marker === startOfScan) return undefined
    else if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7), orientation }
    else {
      const length = view.getUint16(at + 2)
      if (marker === app1 && asciiAt(view, at + 4, exifMark.length) === exifMark) {
        const head = 2 + exifMark.length
        orientation ??= orientationOf(view, at + 2 + head, length - head)
      }
      at += 2 + length
    }
  }
}

/** SOF0 to SOF15 without DHT, JPG and DAC, whose codes lie among them. */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc

/** RST0 to EOI, and TEM: markers that no length follows. */
const isBare = (marker: number): boolean => (marker >= 0xd0 && marker <= 0xd9) || marker === 0x01
