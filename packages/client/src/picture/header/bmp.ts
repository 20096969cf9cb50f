/** BMP: the header that follows the file header. It knows no orientation. */
import type { HeaderReader } from "./HeaderReader.ts"

/** The header of OS/2 1.x has 16-bit sides, all later ones have 32 bits. */
const oldestHeaderBytes = 12

export const readBmp: HeaderReader = (view) =>
  view.getUint32(14, true) === oldestHeaderBytes
    ? { width: view.getUint16(18, true), height: view.getUint16(20, true), orientation: undefined }
    : {
        width: view.getInt32(18, true),
        // Negative where the rows go from top to bottom.
        height: Math.abs(view.getInt32(22, true)),
        orientation: undefined
      }
