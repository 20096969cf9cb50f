/** Whatever is given as a picture: a typed error or a call, never a defect, and nothing sent for what is no picture. */
import fc from "fast-check"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Readable } from "node:stream"
import sharp from "sharp"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { pictureFormat, type PictureSource } from "../../src/index.ts"
import { checkPicture } from "../../src/picture/checkPicture.ts"
import { readHeader } from "../../src/picture/header/PictureHeader.ts"
import { isPictureSource } from "../../src/picture/PictureSource.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"
import { uploadServer } from "../support/uploadServer.ts"

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imagesearch-property-"))
})
afterAll(() => rm(folder, { recursive: true }))

/** Bytes that no format begins with. */
const noPicture = fc.uint8Array({ maxLength: 3000 }).filter((bytes) => pictureFormat(bytes) === undefined)

const inPieces = async function* (bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.slice(at, at + size)
}

/** Every form that bytes can take; `size` is that of the pieces. */
const forms: Readonly<Record<string, (bytes: Uint8Array, size: number) => PictureSource | Promise<PictureSource>>> = {
  bytes: (bytes) => bytes,
  "an ArrayBuffer": (bytes) => new Uint8Array(bytes).buffer,
  "a Blob": (bytes) => new Blob([new Uint8Array(bytes)]),
  "a File": (bytes) => new File([new Uint8Array(bytes)], "x.jpg"),
  "a Node stream": (bytes, size) => Readable.from(inPieces(bytes, size)),
  "a web stream": (bytes, size) => Readable.toWeb(Readable.from(inPieces(bytes, size))) as ReadableStream, // two namings of one class
  "an async iterable": (bytes, size) => inPieces(bytes, size),
  "a data URL": (bytes) => `data:image/jpeg;base64,${Buffer.from(bytes).toString("base64")}`,
  "a path": async (bytes) => {
    const path = join(folder, "picture.jpg")
    await writeFile(path, bytes)
    return path
  }
}

describe("bytes that are no picture", () => {
  it.each(Object.entries(forms))("are a typed error as %s, and nothing is sent", async (_, form) => {
    const { client, hops } = await uploadServer()
    await fc.assert(
      fc.asyncProperty(noPicture, fc.integer({ min: 1, max: 100 }), async (bytes, size) => {
        const error = await failure(client.byPicture({ picture: await form(bytes, size) }))
        expect(error.reason).toMatchObject({ _tag: "InvalidPicture", field: "picture" })
        expect(error.attempts).toBeUndefined()
      }),
      { numRuns: 40 }
    )
    expect(hops()).toEqual([])
  })
})

it("a value that is no form of a picture is an error that names the field, and nothing is sent", async () => {
  const { client, hops } = await uploadServer()
  await fc.assert(
    fc.asyncProperty(
      fc.anything({ withDate: true, withMap: true, withTypedArray: true, withBigInt: true }),
      fc.constantFrom("primary", "secondary"),
      async (value, field) => {
        fc.pre(!isPictureSource(value))
        // The computed name hides from the compiler that the value is wrong.
        const input = { primary: disc(), secondary: disc(), [field]: value }
        const error = await failure(client.compare(input))
        expect(error.reason).toMatchObject({ _tag: "InvalidInput", issues: [{ field }] })
      }
    ),
    { numRuns: 200 }
  )
  expect(hops()).toEqual([])
})

it("a text is a typed error unless it leads to a picture, and nothing is sent", async () => {
  const { client, hops } = await uploadServer()
  const prefix = fc.constantFrom(
    "",
    "/",
    "file:",
    "file://",
    "file:///",
    "data:",
    "data:;base64,",
    "http:",
    "http://",
    "https://[",
    "ftp://"
  )
  await fc.assert(
    fc.asyncProperty(prefix, fc.string({ unit: "binary", minLength: 1 }), async (start, rest) => {
      const error = await failure(client.byPicture({ picture: start + rest }))
      expect(error.reason).toMatchObject({ _tag: "InvalidPicture", field: "picture" })
    }),
    { numRuns: 300 }
  )
  expect(hops()).toEqual([])
})

it("a source that fails anywhere, with anything, is a typed error, and nothing is stored", async () => {
  const { client, hops } = await uploadServer()
  const picture = disc()
  const failing = async function* (lengthBytes: number, thrown: unknown) {
    yield* inPieces(picture.subarray(0, lengthBytes), 10_000)
    throw thrown
  }
  const wraps: ReadonlyArray<(pieces: AsyncGenerator<Uint8Array>) => PictureSource> = [
    (pieces) => pieces,
    (pieces) => Readable.from(pieces),
    (pieces) =>
      new ReadableStream({
        pull: async (controller) => {
          const { value } = await pieces.next()
          controller.enqueue(value)
        }
      })
  ]
  await fc.assert(
    fc.asyncProperty(
      fc.nat(picture.byteLength - 1),
      fc.oneof(fc.constant(new Error("broken")), fc.anything()),
      fc.constantFrom(...wraps),
      async (lengthBytes, thrown, wrap) => {
        const error = await failure(client.byPicture({ picture: wrap(failing(lengthBytes, thrown)) }))
        expect(error.reason).toMatchObject({
          _tag: "InvalidPicture",
          problem: expect.stringMatching(/^cannot be read \(/)
        })
        expect(error.message).not.toContain("[object")
      }
    ),
    { numRuns: 100 }
  )
  // A ticket may have been asked for; it costs nothing.
  expect(hops().filter((hop) => hop !== "AuthorizeFileUpload")).toEqual([])
})

it("an iterator that breaks the protocol is a typed error", async () => {
  const { client, hops } = await uploadServer()
  await fc.assert(
    fc.asyncProperty(fc.anything(), fc.boolean(), async (step, isAsync) => {
      fc.pre(typeof step !== "object" || step === null || !("done" in step) || step.done !== true)
      const next = () => (isAsync ? Promise.resolve(step) : step)
      const iterable = { [Symbol.asyncIterator]: () => ({ next }) }
      const error = await failure(client.byPicture({ picture: iterable as AsyncIterable<Uint8Array> })) // what the types forbid
      expect(error.reason._tag).toBe("InvalidPicture")
    }),
    { numRuns: 100 }
  )
  expect(hops()).toEqual([])
})

describe("a damaged picture", () => {
  const encoders = ["png", "jpeg", "webp", "gif", "tiff"] as const

  it.each(encoders)("%s is checked without a defect, wherever its bytes were changed", async (format) => {
    const whole = await sharp({ create: { width: 120, height: 130, channels: 3, background: "red" } })
      .withMetadata({ orientation: 1 })
      .toFormat(format)
      .toBuffer()
    const run = fc.check(
      fc.property(
        fc.array(fc.tuple(fc.nat(Math.min(400, whole.byteLength) - 1), fc.nat(255)), { maxLength: 20 }),
        fc.nat(whole.byteLength),
        (changes, lengthBytes) => {
          const bytes = Buffer.from(whole.subarray(0, lengthBytes))
          for (const [at, value] of changes) if (at < bytes.byteLength) bytes[at] = value
          const checked = checkPicture(bytes, undefined)
          return "problem" in checked ? checked.advice !== "" : checked.width >= 100
        }
      ),
      { numRuns: 2000 }
    )
    expect(run).toMatchObject({ failed: false, counterexample: null })
  })

  it("of any format gives a header or none", () => {
    const starts = [
      "\x89PNG\r\n\x1a\n",
      "\xff\xd8\xff",
      "GIF89a",
      "RIFF....WEBPVP8X",
      "BM",
      "II*\0",
      "MM\0*",
      "P6 ",
      "P3\n#"
    ]
    fc.assert(
      fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 400 }), (start, rest) => {
        const header = readHeader(Buffer.concat([Buffer.from(start, "latin1"), rest]))
        expect(header === undefined || Math.min(header.width, header.height) > 0).toBe(true)
      }),
      { numRuns: 5000 }
    )
  })
})
