// Pictures inside the page: JPEG data URIs, shrunk until each fits its share of the page.
import sharp from "sharp"

export interface Embedded {
  readonly dataUri: string
  /** Size of the upright original, in pixels: the subject box is given in these. */
  readonly width: number
  readonly height: number
}

/** Steps from good to small: side as a share of the wanted side, and JPEG quality. */
const steps = [
  { share: 1, quality: 82 },
  { share: 1, quality: 68 },
  { share: 0.85, quality: 58 },
  { share: 0.7, quality: 48 },
  { share: 0.5, quality: 40 },
  { share: 0.25, quality: 30 }
] as const

/**
 * Embeds a picture with its longest side at most `side` pixels and its JPEG at most `maxBytes` long.
 *
 * The last step is taken whatever its length: a quarter of the side at quality 30. Fails with sharp's error if the
 * bytes are not a picture.
 */
export const embed = async (options: {
  readonly picture: Buffer
  readonly side: number
  readonly maxBytes: number
}): Promise<Embedded> => {
  const { autoOrient } = await sharp(options.picture).metadata()
  const base = await sharp(options.picture)
    .autoOrient()
    .flatten({ background: "#ffffff" })
    .resize(options.side, options.side, { fit: "inside", withoutEnlargement: true })
    .png({ compressionLevel: 0 })
    .toBuffer()
  let jpeg = Buffer.alloc(0)
  for (const { share, quality } of steps) {
    const side = Math.round(options.side * share)
    jpeg = await sharp(base)
      .resize(side, side, { fit: "inside", withoutEnlargement: true })
      .jpeg({ quality, mozjpeg: true })
      .toBuffer()
    if (jpeg.length <= options.maxBytes) break
  }
  return {
    dataUri: `data:image/jpeg;base64,${jpeg.toString("base64")}`,
    width: autoOrient.width,
    height: autoOrient.height
  }
}
