import fc from "fast-check"
import { Readable } from "node:stream"
import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { normalizePicture } from "../../src/normalize/index.ts"
import { encodeWithin, qualities, shrinkFactor } from "../../src/normalize/encodeWithin.ts"
import { fitSides } from "../../src/normalize/fitSides.ts"
import { originalLimitBytes } from "../../src/normalize/normalize.ts"
import { checkPicture } from "../../src/picture/checkPicture.ts"
import { readHeader } from "../../src/picture/header/PictureHeader.ts"
import { emulated } from "../support/emulated.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"

/** Left half red, right half blue: what is turned can be seen. */
const halves = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "blue" } }).composite([
    { input: { create: { width: Math.floor(width / 2), height, channels: 3, background: "red" } }, left: 0, top: 0 }
  ])

const plain = (channels: 3 | 4) =>
  sharp({ create: { width: 200, height: 200, channels, background: { r: 200, g: 30, b: 30, alpha: 0.5 } } })

/** Noise does not compress. */
const noise = (width: number, height: number) =>
  sharp({
    create: { width, height, channels: 3, background: "black", noise: { type: "gaussian", mean: 128, sigma: 60 } }
  })

/** The colour of a pixel. */
const colourAt = async (bytes: Uint8Array, left: number, top: number) => {
  const { data } = await sharp(bytes)
    .extract({ left, top, width: 1, height: 1 })
    .raw()
    .toBuffer({ resolveWithObject: true })
  return [...data.subarray(0, 3)].map((value) => Math.round(value / 255))
}

it("tries qualities of 90 to 60, then three quarters of the sides, of at most 64 MB", () => {
  expect([qualities, shrinkFactor, originalLimitBytes]).toEqual([[90, 80, 70, 60], 0.75, 67_108_864])
})

describe("a picture that is fit", () => {
  it.each([
    ["JPEG", () => halves(200, 200).jpeg().toBuffer()],
    ["PNG", () => halves(200, 200).png().toBuffer()],
    ["PPM, which sharp does not read", async () => disc()]
  ])("comes back as it is: %s", async (_, make) => {
    const bytes = await make()
    const normalized = await normalizePicture(bytes)
    expect(normalized.bytes).toBe(bytes)
    expect(normalized.changes).toEqual([])
    expect(normalized.original).toEqual({
      format: normalized.format,
      width: normalized.width,
      height: normalized.height,
      sizeBytes: bytes.byteLength
    })
  })
})

describe("a picture that is not", () => {
  it("is turned upright and loses its metadata", async () => {
    const turned = await halves(300, 200)
      .withExif({ IFD0: { Copyright: "someone" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const normalized = await normalizePicture(turned)
    expect(normalized).toMatchObject({ format: "jpeg", width: 200, height: 300, original: { width: 200, height: 300 } })
    expect(normalized.changes).toMatchObject([
      { _tag: "Turned", orientation: 6 },
      { _tag: "Compressed", quality: 90 },
      { _tag: "Stripped", metadata: expect.arrayContaining(["exif"]) }
    ])
    // A quarter turn to the right brings the left side to the top.
    expect(await colourAt(normalized.bytes, 100, 20)).toEqual([1, 0, 0])
    expect(await colourAt(normalized.bytes, 100, 280)).toEqual([0, 0, 1])
    expect(await sharp(normalized.bytes).metadata()).not.toHaveProperty("exif")
  })

  it.each([
    [5000, 2500, undefined, 4096, 2048],
    [4096, 1000, "trademark", 4095, 1000],
    [50, 80, undefined, 100, 160],
    [300, 448, "fabric", 448, 669]
  ] as const)("of %i x %i for %s gets %i x %i", async (width, height, serviceType, toWidth, toHeight) => {
    const normalized = await normalizePicture(await halves(width, height).jpeg().toBuffer(), { serviceType })
    expect(normalized.changes[0]).toEqual({
      _tag: "Resized",
      from: { width, height },
      to: { width: toWidth, height: toHeight }
    })
    expect(checkPicture(normalized.bytes, serviceType)).toMatchObject({ width: toWidth, height: toHeight })
  })

  it.each([
    ["AVIF", () => plain(3).avif({ effort: 0 }).toBuffer(), "heif", "jpeg"],
    ["TIFF with a profile", () => halves(200, 200).withIccProfile("p3").tiff().toBuffer(), "tiff", "jpeg"],
    [
      "WebP with transparency and EXIF",
      () =>
        plain(4)
          .withExif({ IFD0: { Copyright: "x" } })
          .webp()
          .toBuffer(),
      "webp",
      "png"
    ]
  ])("is converted: %s", async (_, make, from, to) => {
    const normalized = await normalizePicture(await make())
    expect(normalized.changes).toContainEqual({ _tag: "Converted", from, to })
    expect(normalized.format).toBe(to)
  })

  it("is brought under 4 MB with as little loss as will do, transparency on white", async () => {
    const large = await noise(1300, 1300).ensureAlpha(0).png({ compressionLevel: 1 }).toBuffer()
    expect(large.byteLength).toBeGreaterThan(4 * 1024 * 1024)
    const normalized = await normalizePicture(Readable.from([large]))
    expect(normalized.sizeBytes).toBeLessThanOrEqual(4 * 1024 * 1024)
    expect(normalized.changes).toEqual([
      { _tag: "Flattened" },
      { _tag: "Converted", from: "png", to: "jpeg" },
      { _tag: "Compressed", quality: expect.any(Number) }
    ])
    expect(await colourAt(normalized.bytes, 1000, 1000)).toEqual([1, 1, 1])
  })

  it("is shrunk when no quality is low enough, and refused when it would become too small", async () => {
    const bytes = await noise(400, 500).jpeg({ quality: 95 }).toBuffer()
    const encoding = {
      sharp,
      bytes,
      metadata: await sharp(bytes).metadata(),
      target: { width: 400, height: 500 },
      range: { min: 100, max: 4096, maxIncluded: true }
    }
    const shrunk = await encodeWithin({ ...encoding, limitBytes: 20_000 })
    expect(shrunk).toMatchObject({ quality: 60, isFlattened: false })
    expect(shrunk.bytes.byteLength).toBeLessThanOrEqual(20_000)
    expect(readHeader(shrunk.bytes)).toMatchObject({ width: 225, height: 281 })
    await expect(encodeWithin({ ...encoding, limitBytes: 1000 })).rejects.toMatchObject({
      problem: "stays larger than the service takes, however it is encoded"
    })
  })

  it("keeps the first of its frames", async () => {
    const frames = await Promise.all(
      (["red", "blue"] as const).map((background) =>
        sharp({ create: { width: 120, height: 120, channels: 3, background } })
          .png()
          .toBuffer()
      )
    )
    const animated = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer()
    const normalized = await normalizePicture(animated)
    expect(normalized.changes[0]).toEqual({ _tag: "FirstFrame", frames: 2 })
    expect(await colourAt(normalized.bytes, 60, 60)).toEqual([1, 0, 0])
  })

  it("is what the service takes afterwards", async () => {
    await using world = await emulated()
    const turned = await halves(90, 60).withMetadata({ orientation: 6 }).png().toBuffer()
    expect((await failure(world.client.byPicture({ picture: turned }))).message).toContain(
      "let normalizePicture of @imagesearch/client/normalize do it"
    )
    const { bytes } = await normalizePicture(turned)
    expect((await world.client.byPicture({ picture: bytes })).hits).toEqual([])
  })
})

describe("a picture that cannot be made fit", () => {
  it.each([
    ["no picture", Buffer.from("no picture at all"), /^cannot be read \(/],
    ["a drawing", Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'), /^is a svg file$/],
    ["nothing", new Uint8Array(), /^cannot be read \(/],
    ["a PPM of the wrong size", disc({ side: 50, radius: 5 }), /^cannot be read \(/],
    [
      "more than 64 MB",
      new Uint8Array(originalLimitBytes + 1),
      /^is larger than 64 MB \(67108865 bytes; 67108864 bytes are the most\)$/
    ]
  ])("%s", async (_, bytes, problem) => {
    const error = await failure(normalizePicture(bytes))
    expect(error).toMatchObject({ operation: "normalizePicture", reason: { _tag: "InvalidPicture", field: "picture" } })
    expect(error.reason).toMatchObject({ problem: expect.stringMatching(problem) })
  })

  it("is too long for its breadth", async () => {
    const error = await failure(normalizePicture(await halves(5000, 20).png().toBuffer()))
    expect(error.message).toContain(
      "has 5000 x 20 pixels, and no scale brings both sides into the range of the service"
    )
  })

  it("is a file that breaks off", async () => {
    const whole = await noise(500, 500).withMetadata({ orientation: 3 }).jpeg().toBuffer()
    const error = await failure(normalizePicture(whole.subarray(0, whole.byteLength / 2)))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", problem: expect.stringMatching(/^cannot be read \(/) })
  })

  it("is a source that is none", async () => {
    const error = await failure(normalizePicture(5 as never))
    expect(error.reason).toMatchObject({ _tag: "InvalidInput", issues: [{ field: "picture", value: "5" }] })
  })
})

it("ends when the caller aborts", async () => {
  const stream = new Readable({ read: () => undefined })
  const aborting = new AbortController()
  const reason = new Error("no longer needed")
  const normalized = normalizePicture(stream, { signal: aborting.signal })
  aborting.abort(reason)
  await expect(normalized).rejects.toBe(reason)
  expect(stream.destroyed).toBe(true)
})

it("the sides that a picture gets lie in the range and keep its shape, whatever they were", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 20_000 }),
      fc.integer({ min: 1, max: 20_000 }),
      fc.boolean(),
      (width, height, maxIncluded) => {
        const fitted = fitSides({ width, height }, { min: 100, max: 4096, maxIncluded })
        const ratio = Math.max(width, height) / Math.min(width, height)
        if (fitted === undefined) return ratio > 40
        const [shortest, longest] = [Math.min(fitted.width, fitted.height), Math.max(fitted.width, fitted.height)]
        // A rounded side is off by half a pixel at most.
        const isSameShape = Math.abs(longest / ratio - shortest) <= 1
        return shortest >= 100 && longest <= (maxIncluded ? 4096 : 4095) && isSameShape
      }
    )
  )
  expect(fitSides({ width: 1, height: 9 }, undefined)).toEqual({ width: 1, height: 9 })
})
