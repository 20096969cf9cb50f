import { type Descriptor, decode, describe, type Picture, readHeader, subjectBox } from "../../src/similarity/engine.ts"

/** Bytes → picture, as the emulator does it. */
export const open = async (bytes: Uint8Array): Promise<Picture> => decode(bytes, await readHeader(bytes))

/** Bytes → descriptor with the detected subject. */
export const describeBytes = async (bytes: Uint8Array): Promise<Descriptor> => {
  const picture = await open(bytes)
  return describe(picture, subjectBox(picture))
}
