// The <defs> of one SVG document: gradients, patterns and clips get an id when they are first needed.

/** A colour stop: offset 0 to 1, colour, opacity 0 to 1. */
export type Stop = readonly [offset: number, colour: string, opacity?: number]

/** Collects the definitions of one document; every method returns a reference such as `url(#p3)`. */
export interface Paints {
  /** A gradient along the given direction, in degrees: 0 runs left to right, 90 runs top to bottom. */
  readonly linear: (degrees: number, stops: readonly Stop[]) => string
  /** A gradient around a centre given as shares of the shape's box. */
  readonly radial: (cx: number, cy: number, r: number, stops: readonly Stop[]) => string
  /** A repeated tile, in units of the drawing. */
  readonly tile: (
    tile: { readonly width: number; readonly height: number; readonly turn: number },
    art: string
  ) => string
  /** A clip to the given path data. */
  readonly clip: (d: string) => string
  /** The markup of everything that was asked for. */
  readonly markup: () => string
}

export const createPaints = (): Paints => {
  const definitions: string[] = []
  const define = (markup: (id: string) => string): string => {
    const id = `p${definitions.length}`
    definitions.push(markup(id))
    return `url(#${id})`
  }
  return {
    linear: (degrees, stops) =>
      define(
        (id) =>
          `<linearGradient id="${id}" x1="0" y1="0" x2="1" y2="0" gradientTransform="rotate(${degrees} .5 .5)">` +
          `${stops.map(stopMarkup).join("")}</linearGradient>`
      ),
    radial: (cx, cy, r, stops) =>
      define(
        (id) =>
          `<radialGradient id="${id}" cx="${cx}" cy="${cy}" r="${r}">${stops.map(stopMarkup).join("")}</radialGradient>`
      ),
    tile: ({ width, height, turn }, art) =>
      define(
        (id) =>
          `<pattern id="${id}" width="${width}" height="${height}" patternUnits="userSpaceOnUse" ` +
          `patternTransform="rotate(${turn})">${art}</pattern>`
      ),
    clip: (d) => define((id) => `<clipPath id="${id}"><path d="${d}"/></clipPath>`),
    markup: () => `<defs>${definitions.join("")}</defs>`
  }
}

const stopMarkup = ([offset, colour, opacity = 1]: Stop): string =>
  `<stop offset="${offset}" stop-color="${colour}" stop-opacity="${opacity}"/>`
