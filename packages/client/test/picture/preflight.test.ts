/** What the service would refuse after an upload is refused before anything is sent, by field, value, limit and remedy. */
import { limits, pictureLimits, serviceTypes, type ServiceTypeName } from "@imagesearch/core"
import sharp from "sharp"
import { describe, expect, it } from "vitest"
import { limitsOf } from "../../src/picture/pictureRules.ts"
import type { ImageSearchClient } from "../../src/promise.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"
import { uploadServer } from "../support/uploadServer.ts"

const ppm = (width: number, height: number, bytes = 0) =>
  Buffer.concat([Buffer.from(`P6 ${width} ${height} 255\n`), Buffer.alloc(bytes)])

const png = (orientation: number) =>
  sharp({ create: { width: 120, height: 140, channels: 3, background: "red" } })
    .withMetadata({ orientation })
    .png()
    .toBuffer()

/** The message of a search, after the operation's name; nothing must have been sent. */
const refusal = async (
  call: (client: ImageSearchClient) => Promise<unknown>,
  serviceType?: ServiceTypeName
): Promise<string> => {
  const { clientWith, hops } = await uploadServer()
  const { message } = await failure(call(clientWith({ pictures: { serviceType } })))
  expect(hops()).toEqual([])
  return message.replace(/^\w+ failed: /, "")
}

const expectAccepted = async (picture: Uint8Array, serviceType?: ServiceTypeName) => {
  const { clientWith, hops } = await uploadServer()
  await clientWith({ pictures: { serviceType } }).byPicture({ picture })
  expect(hops().at(-1)).toBe("SearchImageByPic")
}

const remedy = "or let normalizePicture of @imagesearch/client/normalize do it."

describe("the sides of a picture", () => {
  it("are those of core's data for a service type, and the widest of them for an unknown one", () => {
    for (const { name } of serviceTypes) expect(limitsOf(name)).toEqual(pictureLimits(name))
    expect(limitsOf(undefined)).toEqual({
      ...pictureLimits("product"),
      sides: { min: 100, max: 4096, maxIncluded: true }
    })
  })

  it.each([
    [undefined, 99, 100, "the service takes 100 to 4096 on each side. Give a larger picture,"],
    [undefined, 4097, 100, "the service takes 100 to 4096 on each side. Shrink it,"],
    ["product", 100, 99, "an instance of the type product takes 100 to 4096 on each side. Give a larger picture,"],
    ["fabric", 447, 448, "an instance of the type fabric takes 448 to 4096 on each side. Give a larger picture,"],
    ["trademark", 4096, 200, "an instance of the type trademark takes 200 to 4095 on each side. Shrink it,"],
    ["trademark", 199, 200, "an instance of the type trademark takes 200 to 4095 on each side. Give a larger picture,"]
  ] as const)("%s: %i x %i is refused", async (serviceType, width, height, problem) => {
    const message = await refusal((client) => client.byPicture({ picture: ppm(width, height) }), serviceType)
    expect(message).toBe(
      `picture (${ppm(width, height).byteLength} bytes) has ${width} x ${height} pixels, and ${problem} ${remedy}`
    )
  })

  it.each([
    [undefined, 100, 4096],
    ["fabric", 448, 4096],
    ["trademark", 200, 4095],
    // No document states them.
    ["copyright", 1, 9999]
  ] as const)("%s: %i x %i passes", async (serviceType, width, height) => {
    await expectAccepted(ppm(width, height), serviceType)
  })
})

describe("the bytes and the format of a picture", () => {
  it("pass at the limit, and are refused one byte above it", async () => {
    const head = ppm(160, 160).byteLength
    await expectAccepted(ppm(160, 160, limits.pictureBytes.max - head))
    expect(
      await refusal((client) => client.byPicture({ picture: ppm(160, 160, limits.pictureBytes.max - head + 1) }))
    ).toBe(
      "picture (4194305 bytes) is larger than 4 MB (4194305 bytes; 4194304 bytes are the most). " +
        `Save it smaller or at a lower quality, ${remedy}`
    )
  })

  it.each([
    [
      "a damaged header",
      Buffer.from("\x89PNG\r\n\x1a\nnonsense", "latin1"),
      "is a damaged PNG file: its header names no size. Save it again."
    ],
    ["sides of 0", ppm(0, 160), "is a damaged PPM file: its header names no size. Save it again."],
    [
      "another format",
      Buffer.from("<svg></svg>"),
      "is no picture that the service knows. Give a PNG, JPEG, BMP, GIF, WebP, TIFF or PPM file."
    ],
    ["no bytes", new Uint8Array(), "is empty. Give a file that holds a picture."]
  ])("are refused with %s", async (_, picture, problem) => {
    expect(await refusal((client) => client.compare({ primary: disc(), secondary: picture }))).toBe(
      `secondary (${picture.byteLength} bytes) ${problem}`
    )
  })
})

describe("the EXIF orientation of a picture", () => {
  it("may be upright", async () => expectAccepted(await png(1)))

  it.each([2, 3, 6, 8])("is refused when it is %i", async (orientation) => {
    const picture = await png(orientation)
    expect(await refusal((client) => client.byPicture({ picture }))).toBe(
      `picture (${picture.byteLength} bytes) is turned by its EXIF orientation ${orientation}, and the service takes 1 or none. ` +
        `Turn it upright and remove the orientation, ${remedy}`
    )
  })
})

describe("other fields are refused with their value and their limit", () => {
  const picture = disc()
  it.each<readonly [string, (client: ImageSearchClient) => Promise<unknown>]>([
    [
      "region must lie inside the picture, which has 160 x 160 pixels (got 0,161,0,160)",
      (client) => client.byPicture({ picture, region: { x1: 0, x2: 161, y1: 0, y2: 160 } })
    ],
    [
      "region must lie inside the picture, which has 160 x 160 pixels (got 0,160,10,170)",
      (client) =>
        client.addImage({ productId: "p", picName: "n", picture, region: { x1: 0, x2: 160, y1: 10, y2: 170 } })
    ],
    [
      "region.x1 must be a whole number of pixels, 0 or more (got -1)",
      (client) => client.byPicture({ picture, region: { x1: -1, x2: 9, y1: 0, y2: 5 } })
    ],
    [
      "region x1 must be left of x2 and y1 above y2 (got an object)",
      (client) => client.byPicture({ picture, region: { x1: 9, x2: 3, y1: 0, y2: 5 } })
    ],
    ["num must be a whole number from 1 to 100 (got 101)", (client) => client.byPicture({ picture, num: 101 })],
    ["start must be a whole number from 0 to 499 (got 1.5)", (client) => client.byPicture({ picture, start: 1.5 })],
    ["start plus num must not exceed 500 (got 491)", (client) => client.byPicture({ picture, start: 491 })],
    [
      "categoryId must be one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21, 22, 88888888 (got 10)",
      (client) => client.byPicture({ picture, categoryId: 10 })
    ],
    [
      'strAttr must not contain \\ ¥ $ & or % (got "50% off")',
      (client) => client.updateImage({ productId: "p", picName: "n", strAttr: "50% off" })
    ],
    [
      `customContent must be a text of up to 4096 characters (got "${"x".repeat(39)}…")`,
      (client) => client.updateImage({ productId: "p", picName: "n", customContent: "x".repeat(4097) })
    ],
    [
      "intAttr must be a whole number from -2147483648 to 2147483647 (got 2147483648)",
      (client) => client.updateImage({ productId: "p", picName: "n", intAttr: 2 ** 31 })
    ],
    [
      "picture must be a path, a URL, bytes, a Blob, a stream or an async iterable of bytes (got 7)",
      (client) => client.byPicture({ picture: 7 as never })
    ],
    [
      'filter is no filter: expected a whole number from -2147483648 to 2147483647, found "=" at column 11 (got "int_attr>==3")',
      (client) => client.byFilter({ filter: "int_attr>==3" })
    ],
    [
      'filter is no filter: expected int_attr, int_attr2 to 4, str_attr, str_attr2 to 4 or "(", found "price" at column 1 (got "price>3")',
      (client) => client.deleteImage({ filter: "price>3" })
    ],
    ["input must be { productId, picName? } or { filter }", (client) => client.deleteImage({} as never)]
  ])("%s", async (message, call) => {
    expect(await refusal(call)).toBe(`${message}. Correct the input; nothing was sent.`)
  })

  it("a filter whose canonical form would be too long goes out as it stands", async () => {
    const { client, seen } = await uploadServer()
    // 4,056 characters; the canonical form puts parentheses around each part.
    const filter = Array.from({ length: 140 }, () => "int_attr>1 AND int_attr<9").join(" OR ")
    await client.byFilter({ filter })
    expect(new URLSearchParams(seen[0]?.body.toString()).get("Filter")).toBe(filter)
  })
})

it.each([
  ["pictures.serviceType", { pictures: { serviceType: "products" as never } }],
  ["pictures.addresses", { pictures: { addresses: "all" as never } }],
  ["endpointType", { endpointType: "vpc" as never }]
])("the setting %s takes its choices and nothing else", async (setting, changes) => {
  const { clientWith } = await uploadServer()
  expect(() => clientWith(changes)).toThrow(`the setting ${setting} "`)
})
