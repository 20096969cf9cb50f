/** A picture of any size: the header of a PNG, which is all that a client looks at, and bytes that no two share. */
import { randomFillSync } from "node:crypto"

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

/** Pixels of each side: inside the range of every service type. */
const side = 800

/** Signature, length and type of the header's chunk, its 13 bytes, its checksum, then one chunk with all the rest. */
export const pictureOf = (bytes: number): Buffer => {
  const picture = randomFillSync(Buffer.alloc(bytes))
  picture.set(signature)
  picture.writeUInt32BE(13, 8)
  picture.write("IHDR", 12, "latin1")
  picture.writeUInt32BE(side, 16)
  picture.writeUInt32BE(side, 20)
  picture.writeUInt32BE(bytes - dataAt, 33)
  picture.write("IDAT", 37, "latin1")
  return picture
}

/** What stands before the content of the second chunk, and the checksum behind it. */
const dataAt = 45
