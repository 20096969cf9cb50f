// Pictures that are small on the wire and claim to be large, at the socket: by every way in, and in every format.

import { Readable } from "node:stream"
import { buffer } from "node:stream/consumers"
import { crc32, createDeflate } from "node:zlib"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../src/index.ts"
import { call, draw, KEY, type Reply, send, upload } from "./client.ts"
import { bmpFile } from "./similarity/bmpFiles.ts"
import { signRoa } from "./signingV1.ts"

const SIDE = 50_000

/** The pixels that are claimed take 7.5 GB; whoever allocates a tenth of them is found out. */
const MOST_GROWTH_BYTES = 400 * 1_024 * 1_024

/** A chunk of a PNG with its length in front and its checksum behind. */
const chunk = (type: string, content: Buffer): Buffer => {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(content.length)
  const body = Buffer.concat([Buffer.from(type), content])
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}

/** Where the chunks of a PNG begin behind its signature and its header. */
const BEHIND_HEADER = 33

const onePixel = (format: "png" | "gif" | "tiff" | "jpeg"): Promise<Buffer> =>
  sharp({ create: { width: 1, height: 1, channels: 3, background: "#000" } })
    .toFormat(format)
    .toBuffer()

const hugePng = async (): Promise<Buffer> => {
  const png = await onePixel("png")
  const header = Buffer.from(png.subarray(16, 29))
  header.writeUInt32BE(SIDE, 0)
  header.writeUInt32BE(SIDE, 4)
  return Buffer.concat([png.subarray(0, 8), chunk("IHDR", header), png.subarray(BEHIND_HEADER)])
}

const hugeGif = async (): Promise<Buffer> => {
  const gif = Buffer.from(await onePixel("gif"))
  gif.writeUInt16LE(SIDE, 6)
  gif.writeUInt16LE(SIDE, 8)
  return gif
}

/** The frame header of a JPEG holds the height and the width behind its marker, its length and its precision. */
const hugeJpeg = async (): Promise<Buffer> => {
  const jpeg = Buffer.from(await onePixel("jpeg"))
  const frame = jpeg.indexOf(Buffer.from([0xff, 0xc0]))
  jpeg.writeUInt16BE(SIDE, frame + 5)
  jpeg.writeUInt16BE(SIDE, frame + 7)
  return jpeg
}

const hugePpm = async (): Promise<Buffer> => Buffer.from(`P6\n${SIDE} ${SIDE}\n255\n\0\0\0`)

const hugeBmp = async (): Promise<Buffer> =>
  Buffer.from(bmpFile({ width: SIDE, height: SIDE, bitsPerPixel: 24, pixels: [0, 0, 0, 0] }))

function* zeros(): Generator<Buffer> {
  for (let megabytes = 0; megabytes < 800; megabytes += 1) yield Buffer.alloc(1_000_000)
}

/** 800 MB of zeros, compressed a megabyte at a time so that this process never holds them. */
const squeezedZeros = (): Promise<Buffer> => buffer(Readable.from(zeros()).pipe(createDeflate({ level: 9 })))

/** All of that as a text beside the pixels of a good picture. */
const pngWithBomb = async (): Promise<Buffer> => {
  const png = await draw({ seed: 1 })
  const text = Buffer.concat([Buffer.from("Comment\0\0"), await squeezedZeros()])
  return Buffer.concat([png.subarray(0, BEHIND_HEADER), chunk("zTXt", text), png.subarray(BEHIND_HEADER)])
}

/** 4,000 frames of one animation: 300 MP in 100 KB. */
const longAnimation = async (): Promise<Buffer> => {
  const gif = await sharp({ create: { width: 320, height: 240, channels: 3, background: "#888" } })
    .gif()
    .toBuffer()
  // A graphic control or an image comes behind the colour table; all of that up to the trailer is one frame.
  const start =
    gif.indexOf(Buffer.from([0x21, 0xf9])) < 0 ? gif.indexOf(0x2c, 13) : gif.indexOf(Buffer.from([0x21, 0xf9]))
  const frame = gif.subarray(start, -1)
  return Buffer.concat([gif.subarray(0, start), ...Array.from({ length: 4_000 }, () => frame), gif.subarray(-1)])
}

let emulator: Emulator

beforeAll(async () => {
  emulator = await startEmulator({ ...KEY })
})
afterAll(() => emulator.close())

const byName = { ProductId: "p", PicName: "n" }

const add = async (picture: Buffer): Promise<Reply> =>
  call(emulator, "AddImage", { ...byName, PicContent: await upload(emulator, picture) })

const search = async (picture: Buffer): Promise<Reply> =>
  call(emulator, "SearchImageByPic", { PicContent: await upload(emulator, picture) })

const compare = async (picture: Buffer): Promise<Reply> =>
  call(emulator, "CompareSimilarByImage", {
    PrimaryPicContent: await upload(emulator, await draw({ seed: 1 })),
    SecondaryPicContent: await upload(emulator, picture)
  })

const addIn2019 = (picture: Buffer): Promise<Reply> =>
  send(
    emulator.url,
    signRoa(KEY, {
      host: new URL(emulator.url).host,
      path: "/v2/image/add",
      version: "2019-03-25",
      body: new URLSearchParams({
        InstanceName: "demo",
        ...byName,
        PicContent: picture.toString("base64")
      }).toString()
    })
  )

describe(`a picture that declares ${SIDE} x ${SIDE} pixels`, () => {
  it.each([
    ["png", hugePng],
    ["gif", hugeGif],
    ["jpeg", hugeJpeg],
    ["ppm", hugePpm],
    ["bmp", hugeBmp]
  ] as const)("as %s is refused for its pixels by every way in, and nothing is allocated for them", async (_, make) => {
    const picture = await make()
    const before = process.memoryUsage.rss()
    for (let time = 0; time < 5; time += 1) {
      for (const way of [add, search, addIn2019])
        expect((await way(picture)).body).toMatchObject({ Code: "UnsupportedPicPixels" })
      expect((await compare(picture)).body).toMatchObject({ Code: expect.stringMatching(/^UnsupportedPic/) })
    }
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_GROWTH_BYTES)
    expect((await add(await draw({ seed: 2 }))).body).toMatchObject({ Success: true })
  })
})

describe("a picture that is good but for what it carries", () => {
  it("with 800 MB of text squeezed into it is taken by its pixels alone", async () => {
    const picture = await pngWithBomb()
    const before = process.memoryUsage.rss()
    expect((await add(picture)).body).toMatchObject({ Success: true })
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_GROWTH_BYTES)
    expect((await add(await draw({ seed: 2 }))).body).toMatchObject({ Success: true })
  })

  it("with 4,000 frames counts by its first", async () => {
    const before = process.memoryUsage.rss()
    expect((await add(await longAnimation())).body).toMatchObject({ Success: true })
    expect(process.memoryUsage.rss() - before).toBeLessThan(MOST_GROWTH_BYTES)
  })
})
