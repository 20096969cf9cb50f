/**
 * A form whose last field is a picture in Base64, percent-encoded: written by a table straight into one Buffer, in less
 * than a fifth of the time that text and `encodeURIComponent` take. Pure.
 */
import { encodePairs, type Pair } from "@imagesearch/core"

/** The fields, then the picture under its name. */
export const base64Form = (fields: readonly Pair[], name: string, bytes: Uint8Array): Uint8Array => {
  const head = `${encodePairs(fields)}${fields.length === 0 ? "" : "&"}${encodePairs([[name, ""]])}`
  const usual = roomFor(head, bytes, usualGroup)
  const end = writeBase64(usual, usual.write(head, "latin1"), bytes)
  if (end !== undefined) return usual.subarray(0, end)
  const longest = roomFor(head, bytes, longestGroup)
  return longest.subarray(0, writeBase64(longest, longest.write(head, "latin1"), bytes))
}

/**
 * Characters that three bytes become: four of Base64, of which one in 32 is a sign that takes three. Compressed pictures
 * come close to it, and room for the longest, where each is a sign, would be nearly three times as much memory.
 */
const usualGroup = 4.5
const longestGroup = 12

/** The last group may be a long one in any picture. */
const roomFor = (head: string, bytes: Uint8Array, group: number): Buffer =>
  Buffer.allocUnsafeSlow(head.length + Math.ceil((bytes.byteLength / 3) * group) + longestGroup)

/** Writes at `start` and tells where it ended; undefined if there is no room. */
const writeBase64 = (form: Buffer, start: number, bytes: Uint8Array): number | undefined => {
  const whole = bytes.byteLength - (bytes.byteLength % 3)
  const view = new DataView(form.buffer, form.byteOffset, form.byteLength)
  const lastStart = form.byteLength - longestGroup
  let end = start
  for (let at = 0; at < whole; at += 3) {
    if (end > lastStart) return undefined
    // The bounds of the loop hold. One by one: a list that is taken apart costs half as much as all the rest.
    const first = bytes[at] ?? 0
    const second = bytes[at + 1] ?? 0
    const third = bytes[at + 2] ?? 0
    end = writePair(view, end, (first << 4) | (second >> 4))
    end = writePair(view, end, ((second & 0x0f) << 8) | third)
  }
  if (end > lastStart) return undefined
  const rest = encodeURIComponent(Buffer.from(bytes.subarray(whole)).toString("base64"))
  return end + form.write(rest, end, "latin1")
}

/** Always writes four characters and counts those that were meant; the next pair writes over the others. */
const writePair = (view: DataView, end: number, twelveBits: number): number => {
  const length = lengths[twelveBits] ?? 0
  view.setInt32(end, fronts[twelveBits] ?? 0, true)
  if (length === 6) view.setInt16(end + 4, backs[twelveBits] ?? 0, true)
  return end + length
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

/** For each 12 bits, two characters of Base64: how long they are when encoded, their first four and last two bytes. */
const lengths = new Uint8Array(4096)
const fronts = new Int32Array(4096)
const backs = new Int16Array(4096)

for (let bits = 0; bits < 4096; bits += 1) {
  const text = Buffer.alloc(6)
  lengths[bits] = text.write(encodeURIComponent(`${alphabet[bits >> 6]}${alphabet[bits & 63]}`), "latin1")
  fronts[bits] = text.readInt32LE(0)
  backs[bits] = text.readInt16LE(4)
}
