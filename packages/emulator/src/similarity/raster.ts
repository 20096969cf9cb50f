import type { Size } from "./Picture.ts"

/** Decoded pixels of the sent size: RGB or RGBA, 8 bits each, top row first. */
export interface Raster extends Size {
  readonly channels: 3 | 4
  readonly pixels: Uint8Array
}
