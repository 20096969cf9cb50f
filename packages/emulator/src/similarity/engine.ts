// Similarity search without learned weights: sniff → header → decode → subject box → descriptor → compare or index.
// Everything the rest of the emulator uses is named here; the other files of this folder are closed.
export { PictureError } from "./PictureError.ts"
export { type PictureHeader, readHeader } from "./header.ts"
export { decode } from "./decode.ts"
export type { Box, Picture } from "./Picture.ts"
export { subjectBox } from "./subjectBox.ts"
export { type Descriptor, describe } from "./descriptor.ts"
export { coloursOf } from "./colourNames.ts"
export { decodeDescriptor, encodeDescriptor } from "./descriptorBytes.ts"
export { compare } from "./similarity.ts"
export { PictureIndex } from "./PictureIndex.ts"
export { predictCategory } from "./category.ts"
