// Dresses laid flat: strap dress with a flared skirt, tea dress with sleeves, long evening dress.
import type { Brush, Drawing, DrawProduct } from "../brush.ts"
import { darker, lighter } from "../colour.ts"
import { bothSides, circle, group, path, stitches, stroke } from "../svg.ts"

export const drawDress: DrawProduct = (brush, form) => (drawings[form % drawings.length] ?? strapDress)(brush)

// Folds of a skirt fan out from the waist: a dark and a light line each, thin at the waist and wide at the hem.
const folds = (
  waist: { readonly y: number; readonly half: number },
  hem: { readonly y: number; readonly half: number },
  count: number
): string =>
  Array.from({ length: count }, (_, index) => {
    const share = ((index + 0.5) / count) * 2 - 1
    const x0 = share * waist.half * 0.9
    const x1 = share * hem.half
    const width = (hem.half / count) * 0.5
    const bend = (x0 + x1) / 2 + share * 6
    const fold = (shift: number, ink: string, opacity: number): string =>
      path(
        `M${x0},${waist.y}Q${bend + shift},${(waist.y + hem.y) / 2} ${x1 + shift},${hem.y + 8}` +
          `L${x1 + shift + width},${hem.y + 8}` +
          `Q${bend + shift + 4},${(waist.y + hem.y) / 2} ${x0},${waist.y}Z`,
        ink,
        `opacity="${opacity}"`
      )
    return fold(0, "#0d1024", 0.17) + fold(-width, "#ffffff", 0.13)
  }).join("")

const hemWave = (half: number, y: number, waves: number): string => {
  const step = (half * 2) / waves
  return Array.from(
    { length: waves },
    (_, index) => `Q${half - step * (index + 0.5)},${y + (index % 2 === 0 ? 22 : 4)} ${half - step * (index + 1)},${y}`
  ).join("")
}

const bow = ({ shape }: Brush, x: number, y: number, colour: string): string =>
  shape({
    d:
      `M${x},${y}C${x - 30},${y - 26} ${x - 54},${y - 18} ${x - 50},${y + 2}` +
      `C${x - 50},${y + 22} ${x - 24},${y + 18} ${x},${y}Z`,
    fill: colour,
    depth: 8
  }) +
  shape({
    d:
      `M${x},${y}C${x + 30},${y - 26} ${x + 54},${y - 18} ${x + 50},${y + 2}` +
      `C${x + 50},${y + 22} ${x + 24},${y + 18} ${x},${y}Z`,
    fill: colour,
    depth: 8
  }) +
  stroke(`M${x - 4},${y + 4}L${x - 22},${y + 58}M${x + 4},${y + 4}L${x + 18},${y + 52}`, colour, 9) +
  circle(x, y, 10, darker(colour, 0.2))

const strapDress = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random, paints } = brush
  const hem = random.whole(164, 208)
  const waist = random.whole(52, 62)
  const low = random.whole(196, 228)
  const outline =
    "M-62,-150C-40,-128 -20,-124 0,-138C20,-124 40,-128 62,-150C72,-110 92,-84 84,-66" +
    `C70,-40 ${waist},-30 ${waist},-14` +
    `C${waist + 20},50 ${hem - 40},120 ${hem},${low}${hemWave(hem, low, 8)}` +
    `C${40 - hem},120 ${-waist - 20},50 ${-waist},-14C${-waist},-30 -70,-40 -84,-66` +
    "C-92,-84 -72,-110 -62,-150Z"
  const seams = stroke("M-30,-132C-34,-90 -30,-60 -26,-20M30,-132C34,-90 30,-60 26,-20", "#0d1024", 3, `opacity=".25"`)
  const sash = random.chance(0.6) ? palette.accent : palette.second
  const art =
    stroke("M-58,-146C-54,-190 -48,-214 -36,-228M58,-146C54,-190 48,-214 36,-228", darker(palette.main, 0.2), 11) +
    stroke("M-58,-146C-54,-190 -48,-214 -36,-228M58,-146C54,-190 48,-214 36,-228", lighter(palette.main, 0.1), 8) +
    shape({ d: outline, fill: fabric, depth: 40, texture: "weave" }) +
    group(
      `clip-path="${paints.clip(outline)}"`,
      folds({ y: -12, half: waist }, { y: low + 14, half: hem }, 9) + seams
    ) +
    shape({
      d: `M${-waist - 4},-26C-20,-18 20,-18 ${waist + 4},-26L${waist + 4},4C20,12 -20,12 ${-waist - 4},4Z`,
      fill: sash,
      depth: 8
    }) +
    bow(brush, random.pick([0, -30, 34]), -8, sash) +
    stitches("M-60,-142C-40,-118 -20,-114 0,-128C20,-114 40,-118 60,-142", palette.second)
  return { form: "strap dress", art, outline, box: { x0: -hem, y0: -232, x1: hem, y1: low + 14 }, pose: "lies" }
}

const teaDress = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random, paints } = brush
  const hem = random.whole(136, 168)
  const low = random.whole(206, 234)
  const outline =
    "M-46,-208C-30,-170 30,-170 46,-208L96,-192C108,-150 104,-110 86,-74C70,-46 66,-34 66,-10" +
    `C84,60 ${hem - 16},130 ${hem},${low}${hemWave(hem, low, 6)}C${16 - hem},130 -84,60 -66,-10` +
    "C-66,-34 -70,-46 -86,-74C-104,-110 -108,-150 -96,-192Z"
  const sleeve = "M-88,-196C-132,-186 -164,-138 -182,-92C-160,-70 -124,-66 -100,-78C-92,-110 -86,-150 -88,-196Z"
  const cuff = "M-184,-98C-160,-74 -124,-70 -98,-84L-100,-66C-126,-54 -164,-60 -188,-84Z"
  const trim = random.chance(0.5) ? palette.accent : lighter(palette.main, 0.75)
  const side =
    shape({ d: sleeve, fill: fabric, depth: 22, texture: "weave" }) + shape({ d: cuff, fill: trim, depth: 6 })
  const art =
    bothSides(side) +
    shape({ d: outline, fill: fabric, depth: 40, texture: "weave" }) +
    `<g clip-path="${paints.clip(outline)}">${folds({ y: -6, half: 66 }, { y: low + 14, half: hem }, 7)}</g>` +
    shape({ d: "M-47,-210C-70,-196 -66,-160 -12,-136C-30,-160 -36,-180 -40,-204Z", fill: trim, depth: 6 }) +
    shape({ d: "M47,-210C70,-196 66,-160 12,-136C30,-160 36,-180 40,-204Z", fill: trim, depth: 6 }) +
    [-112, -84, -56, 34, 70, 106]
      .map((y) => circle(0, y, 7, "#1b1d28", `opacity=".3"`) + circle(-1, y - 2, 6.5, trim))
      .join("") +
    shape({
      d: "M-69,-24C-20,-16 20,-16 69,-24L68,4C20,12 -20,12 -68,4Z",
      fill: darker(palette.accent, 0.1),
      depth: 6,
      texture: "leather"
    }) +
    `<rect x="-17" y="-21" width="34" height="28" rx="5" fill="none" stroke="#dcb864" stroke-width="6"/>`
  return {
    form: "tea dress",
    art,
    outline: `${outline}${sleeve}`,
    box: { x0: -Math.max(188, hem), y0: -214, x1: Math.max(188, hem), y1: low + 12 },
    pose: "lies"
  }
}

const eveningDress = (brush: Brush): Drawing => {
  const { shape, palette, fabric, random, paints } = brush
  const hem = random.whole(104, 140)
  const outline =
    "M-70,-176C-62,-190 -40,-196 -26,-188C-12,-180 -8,-170 0,-160C8,-170 12,-180 26,-188" +
    "C40,-196 62,-190 70,-176C74,-140 62,-110 56,-84C60,-50 78,-20 76,30" +
    `C74,90 ${hem - 30},150 ${hem},236${hemWave(hem, 236, 6)}C${30 - hem},150 -74,90 -76,30` +
    "C-78,-20 -60,-50 -56,-84C-62,-110 -74,-140 -70,-176Z"
  const layers = random.whole(2, 3)
  const frill = (y: number, half: number): string => {
    const d =
      `M${-half},${y}C-20,${y - 26} 20,${y - 26} ${half},${y}` +
      `L${half + 10},${y + 34}${hemWave(half + 10, y + 34, 8)}Z`
    return (
      path(d, "#10121c", `opacity=".2" transform="translate(0 6)"`) +
      shape({ d, fill: palette.second, depth: 12, texture: "weave" })
    )
  }
  const strap = random.chance(0.5)
    ? "M-50,-188C-46,-214 -30,-230 -14,-238M50,-188C46,-214 30,-230 14,-238"
    : "M60,-186C56,-206 52,-222 44,-236M-60,-186C-56,-206 -52,-222 -44,-236"
  const art =
    stroke(strap, darker(palette.main, 0.2), 12) +
    stroke(strap, lighter(palette.main, 0.15), 8) +
    shape({ d: outline, fill: fabric, depth: 34, texture: "weave" }) +
    `<g clip-path="${paints.clip(outline)}">${folds({ y: -60, half: 60 }, { y: 240, half: hem }, 6)}` +
    Array.from({ length: layers }, (_, index) => frill(204 - index * 62, hem + 8 - index * 24)).join("") +
    `</g>` +
    shape({ d: "M-57,-98C-20,-88 20,-88 57,-98L58,-76C20,-66 -20,-66 -58,-76Z", fill: palette.accent, depth: 6 }) +
    circle(0, -80, 11, "#f2e6c8") +
    circle(0, -80, 6, palette.second)
  return { form: "evening dress", art, outline, box: { x0: -hem - 8, y0: -240, x1: hem + 8, y1: 250 }, pose: "lies" }
}

const drawings = [strapDress, teaDress, eveningDress] as const
