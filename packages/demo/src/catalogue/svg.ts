// The SVG elements that the drawings are made of. Numbers are positional, in the order in which SVG itself names them:
// a drawing is a long list of them, and names would hide its shapes.

export const path = (d: string, fill: string, more = ""): string => `<path d="${d}" fill="${fill}" ${more}/>`

/** A line without fill, with round ends. */
export const stroke = (d: string, colour: string, width: number, more = ""): string =>
  `<path d="${d}" fill="none" stroke="${colour}" stroke-width="${width}" stroke-linecap="round" ` +
  `stroke-linejoin="round" ${more}/>`

/** Sewing thread: a dashed line. */
export const stitches = (d: string, colour: string, width = 2): string =>
  stroke(d, colour, width, `stroke-dasharray="${width * 4} ${width * 3}" opacity=".75"`)

export const circle = (cx: number, cy: number, r: number, fill: string, more = ""): string =>
  `<circle cx="${round(cx)}" cy="${round(cy)}" r="${round(r)}" fill="${fill}" ${more}/>`

export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more = ""): string =>
  `<ellipse cx="${round(cx)}" cy="${round(cy)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}" ${more}/>`

export const group = (more: string, art: string): string => `<g ${more}>${art}</g>`

/** Path data of a box with round corners, so that it can be shaded and clipped like any other outline. */
export const boxPath = (x: number, y: number, width: number, height: number, radius: number): string => {
  const r = Math.min(radius, width / 2, height / 2)
  return (
    `M${x + r},${y}h${width - 2 * r}a${r},${r} 0 0 1 ${r},${r}v${height - 2 * r}a${r},${r} 0 0 1 ${-r},${r}` +
    `h${2 * r - width}a${r},${r} 0 0 1 ${-r},${-r}v${2 * r - height}a${r},${r} 0 0 1 ${r},${-r}z`
  )
}

/** Path data of an ellipse. */
export const ovalPath = (cx: number, cy: number, rx: number, ry: number): string =>
  `M${cx - rx},${cy}a${rx},${ry} 0 1 1 ${2 * rx},0a${rx},${ry} 0 1 1 ${-2 * rx},0z`

/** The same art, flipped left to right about x = 0. */
export const mirrored = (art: string): string => group(`transform="scale(-1 1)"`, art)

/** The same art on both sides of x = 0. */
export const bothSides = (art: string): string => art + mirrored(art)

const round = (value: number): number => Math.round(value * 10) / 10
