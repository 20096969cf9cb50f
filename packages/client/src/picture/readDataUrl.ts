/** Pictures in data URLs (RFC 2397) in Base64, as browsers and canvases give them. */
import { tooLarge, unusable } from "./UnusablePicture.ts"

const advice = "Write data:image/jpeg;base64, and the picture in Base64 after it."

/** Throws `UnusablePicture` for a URL that is not in Base64, holds other characters, or is too large. */
export const readDataUrl = (url: string, limitBytes: number): Uint8Array => {
  const comma = url.indexOf(",")
  if (comma === -1 || !/;\s*base64\s*$/i.test(url.slice(0, comma))) {
    throw unusable("is not in Base64", advice)
  }
  // Four characters for three bytes; some writers break lines, and escape what URLs reserve.
  const text = url.slice(comma + 1).replace(/\s+|%(?:0[ad]|09|20)/gi, "")
  const base64 = text.replace(/%2b/gi, "+").replace(/%2f/gi, "/").replace(/%3d/gi, "=")
  const size = Math.floor((base64.replace(/=+$/, "").length * 3) / 4)
  if (size > limitBytes) throw tooLarge(limitBytes, `${size} bytes`)
  // Node leaves out what is no Base64, and would make another picture of it.
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64)) throw unusable("holds characters that are not of Base64", advice)
  return Buffer.from(base64, "base64")
}
