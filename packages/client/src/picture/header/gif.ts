/** GIF: the logical screen, in which every frame lies. It knows no orientation. */
import type { HeaderReader } from "./HeaderReader.ts"

export const readGif: HeaderReader = (view) => ({
  width: view.getUint16(6, true),
  height: view.getUint16(8, true),
  orientation: undefined
})
