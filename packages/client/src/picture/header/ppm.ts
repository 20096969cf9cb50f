/** PPM and its family: sides as decimal text behind the magic number, with comments between. It knows no orientation. */
import { asciiAt } from "./asciiAt.ts"
import type { HeaderReader } from "./HeaderReader.ts"

/** Bytes in which both sides have to stand; a comment may be long. */
const headBytes = 4096

export const readPpm: HeaderReader = (view) => {
  const head = asciiAt(view, 0, Math.min(headBytes, view.byteLength))
  const [, width, height] = header.exec(head) ?? []
  if (width === undefined || height === undefined) return undefined
  return { width: Number(width), height: Number(height), orientation: undefined }
}

const header = /^P[1-6](?:\s|#[^\r\n]*[\r\n])+(\d{1,9})(?:\s|#[^\r\n]*[\r\n])+(\d{1,9})\b/
