/** The pictures that cases name, drawn when they are needed: PPM is a header and raw bytes, and the service takes it. */

const side = 160
const ground = 235

type Colour = readonly [red: number, green: number, blue: number]

const colours = { red: [200, 30, 30], blue: [30, 60, 200], green: [30, 150, 60] } as const

/** Whether a point belongs to the subject; both from -1 to 1 with 0 in the middle. */
type Shape = (x: number, y: number) => boolean

const disc: Shape = (x, y) => x * x + y * y < 0.25
const square: Shape = (x, y) => Math.abs(x) < 0.5 && Math.abs(y) < 0.5
const bars: Shape = (x, y) => Math.abs(y) < 0.6 && Math.abs(x) < 0.6 && Math.floor((x + 1) * 8) % 2 === 0

const drawings = {
  "red disc": () => draw({ shape: disc, colour: colours.red }),
  "blue square": () => draw({ shape: square, colour: colours.blue }),
  "green bars": () => draw({ shape: bars, colour: colours.green }),
  /** A side of 99, where 100 is the least of every service type. */
  "99 pixels wide": () => draw({ shape: disc, colour: colours.red, pixels: 99 }),
  /** 1,200 × 1,200 pixels of three bytes are more than 4 MB. */
  "more than 4 MB": () => draw({ shape: disc, colour: colours.red, pixels: 1_200 }),
  "no picture": () => Buffer.from("This is a text, and no picture.")
} satisfies Readonly<Record<string, () => Uint8Array>>

export type PictureName = keyof typeof drawings

/** The bytes of a picture; equal names give equal bytes. */
export const pictureBytes = (name: PictureName): Uint8Array => drawings[name]()

const draw = ({
  shape,
  colour,
  pixels = side
}: {
  readonly shape: Shape
  readonly colour: Colour
  readonly pixels?: number
}): Uint8Array => {
  const body = Buffer.alloc(pixels * pixels * 3, ground)
  for (let y = 0; y < pixels; y++) {
    for (let x = 0; x < pixels; x++) {
      if (shape((2 * x) / pixels - 1, (2 * y) / pixels - 1)) body.set(colour, (y * pixels + x) * 3)
    }
  }
  return Buffer.concat([Buffer.from(`P6 ${pixels} ${pixels} 255\n`), body])
}
