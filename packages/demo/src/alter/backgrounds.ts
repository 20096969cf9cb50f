// Backgrounds that pictures are pasted on, as SVG text; the same size always gives the same background.
import { createRandom } from "../catalogue/random.ts"

/** A calm two-colour gradient with two wide lights. */
export const softBackground = (width: number, height: number): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><defs>` +
  `<linearGradient id="g" x1="0" y1="0" x2="1" y2="1">` +
  `<stop offset="0" stop-color="#4b6a78"/><stop offset="1" stop-color="#b98f6c"/></linearGradient>` +
  `<radialGradient id="l"><stop offset="0" stop-color="#ffffff" stop-opacity=".35"/>` +
  `<stop offset="1" stop-color="#ffffff" stop-opacity="0"/></radialGradient></defs>` +
  `<rect width="100%" height="100%" fill="url(#g)"/>` +
  `<ellipse cx="20%" cy="85%" rx="45%" ry="30%" fill="url(#l)"/>` +
  `<ellipse cx="85%" cy="10%" rx="40%" ry="35%" fill="url(#l)"/></svg>`

const crowd = ["#d8433f", "#2f8460", "#2b3d74", "#e9b632", "#7a5bb0", "#f3efe6", "#218c98", "#33363f"] as const

/** Shapes in many colours and sizes, as on a crowded market stall. */
export const busyBackground = (width: number, height: number): string => {
  const random = createRandom(71)
  const unit = Math.sqrt(width * height)
  const shapes = Array.from({ length: 260 }, () => {
    const [x, y] = [random.between(0, width), random.between(0, height)]
    const size = unit * random.between(0.02, 0.09)
    const fill = random.pick(crowd)
    const move = `translate(${x.toFixed(1)} ${y.toFixed(1)}) rotate(${random.whole(0, 180)})`
    const place = `fill="${fill}" transform="${move}"`
    return random.chance(0.5)
      ? `<rect width="${(size * random.between(0.6, 2.2)).toFixed(1)}" height="${size.toFixed(1)}" ${place}/>`
      : `<ellipse rx="${size.toFixed(1)}" ry="${(size * random.between(0.4, 1)).toFixed(1)}" ${place}/>`
  })
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="100%" height="100%" fill="#8d7f6c"/>${shapes.join("")}</svg>`
  )
}
