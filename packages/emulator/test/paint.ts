// A picture of one colour.

import sharp from "sharp"

/** `colour` as CSS writes it. */
export const paint = (colour: string): Promise<Buffer> =>
  sharp({ create: { width: 200, height: 200, channels: 3, background: colour } })
    .png()
    .toBuffer()
