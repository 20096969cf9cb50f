// Descriptors as bytes for storage: two bytes of header (version, number of views), then little-endian 32-bit floats.
import { type Descriptor, descriptorVersion, viewLength } from "./descriptor.ts"

/** Encodes for storage: 5,506 bytes, or 2,754 when both views are the same. */
export const encodeDescriptor = ({ version, whole, object }: Descriptor): Uint8Array => {
  const views = object === whole ? [whole] : [whole, object]
  const bytes = new Uint8Array(headerBytes + views.length * viewBytes)
  bytes[0] = version
  bytes[1] = views.length
  const view = new DataView(bytes.buffer)
  views.forEach((numbers, i) => {
    numbers.forEach((value, j) => view.setFloat32(headerBytes + i * viewBytes + 4 * j, value, true))
  })
  return bytes
}

/** Decodes what `encodeDescriptor` gave; `undefined` for anything else, another version too: describe it anew. */
export const decodeDescriptor = (bytes: Uint8Array): Descriptor | undefined => {
  const [version, views] = bytes
  if (version !== descriptorVersion || (views !== 1 && views !== 2)) return undefined
  if (bytes.length !== headerBytes + views * viewBytes) return undefined
  const whole = readView(bytes, headerBytes)
  return { version, whole, object: views === 1 ? whole : readView(bytes, headerBytes + viewBytes) }
}

const headerBytes = 2
const viewBytes = 4 * viewLength

const readView = (bytes: Uint8Array, at: number): Float32Array => {
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, viewBytes)
  return Float32Array.from({ length: viewLength }, (_, i) => view.getFloat32(4 * i, true))
}
