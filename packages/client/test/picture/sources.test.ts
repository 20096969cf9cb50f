/** Every form of a picture reaches the store unchanged, by what an upload carried. */
import { createReadStream } from "node:fs"
import { mkdtemp, open, rm, writeFile } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { Duplex, PassThrough, Readable } from "node:stream"
import { pathToFileURL } from "node:url"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import type { PictureSource } from "../../src/index.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"
import { answerJson, ticketFor, uploadServer, type UploadServer } from "../support/uploadServer.ts"

const picture = disc()
const base64 = Buffer.from(picture).toString("base64")
let folder: string
let path: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imagesearch-sources-"))
  path = join(folder, "a picture 图.ppm")
  await writeFile(path, picture)
})

afterAll(() => rm(folder, { recursive: true }))

/** What the store was sent as the file. */
const storedFile = async ({ seen }: UploadServer, index = 0): Promise<Buffer> => {
  const post = seen.filter(({ hop }) => hop === "PostObject")[index]
  const form = await new Response(post?.body, {
    headers: { "content-type": post?.headers["content-type"] ?? "" }
  }).formData()
  const file = form.get("file")
  return file instanceof File ? Buffer.from(await file.arrayBuffer()) : Buffer.from("no file")
}

const inPieces = async function* (bytes: Uint8Array = picture, size = 1000) {
  for (let at = 0; at < bytes.byteLength; at += size) yield bytes.subarray(at, at + size)
}

/** A producer that fills one buffer again and again, as readers of files may. */
const reusing = async function* () {
  const buffer = new Uint8Array(1000)
  for await (const piece of inPieces()) {
    buffer.set(piece)
    yield buffer.subarray(0, piece.byteLength)
  }
}

const served = async (): Promise<string> => {
  const server = createServer((_, response) => response.end(picture)).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.ppm` // a TCP server has a port
}

const forms: ReadonlyArray<readonly [string, () => PictureSource | Promise<PictureSource>]> = [
  ["a path", () => path],
  ["a file URL", () => pathToFileURL(path)],
  ["a file URL as text", () => pathToFileURL(path).href],
  ["a Buffer", () => Buffer.from(picture)],
  ["a Uint8Array", () => new Uint8Array(picture)],
  ["a view into a larger buffer", () => new Uint8Array([0, ...picture, 0]).subarray(1, -1)],
  ["an ArrayBuffer", () => new Uint8Array(picture).buffer],
  ["a Blob", () => new Blob([picture.slice(0, 100), picture.slice(100)])],
  ["a File", () => new File([new Uint8Array(picture)], "a.ppm")],
  ["a Node stream of a file", () => createReadStream(path)],
  ["a Node stream of one piece", () => Readable.from([Buffer.from(picture)])],
  [
    "a Node stream that is written to later",
    () => {
      const stream = new PassThrough()
      setTimeout(() => stream.end(picture))
      return stream
    }
  ],
  ["a web stream", () => new Blob([new Uint8Array(picture)]).stream()],
  ["a web stream of a Node stream", () => Readable.toWeb(createReadStream(path)) as ReadableStream], // two namings of one class
  ["an async generator", () => inPieces()],
  ["an async generator that uses one buffer again", () => reusing()],
  ["an async iterable with an empty piece first", () => inPieces(picture, picture.byteLength)],
  ["an http URL", async () => new URL(await served())],
  ["an http URL as text", served],
  ["a data URL", () => `data:image/x-portable-pixmap;base64,${base64}`],
  ["a data URL object", () => new URL(`data:;base64,${base64}`)],
  ["a data URL in lines", () => `data:image/x-portable-pixmap;charset=x;base64,${base64.replace(/.{76}/g, "$&\r\n")}`],
  [
    "a data URL with escapes and no padding",
    () => `DATA:;BASE64,${encodeURIComponent(base64).replace(/(?:%3D)+$/i, "")}`
  ]
]

describe("a picture is uploaded as it is when it is given as", () => {
  it.each(forms)("%s", async (_, source) => {
    const server = await uploadServer()
    const client = server.clientWith({ pictures: { addresses: "any" } })
    await client.byPicture({ picture: await source() })
    expect((await storedFile(server)).equals(picture)).toBe(true)
  })

  it("a local URL that the settings of pictures allow, whatever addresses the service may have", async () => {
    const server = await uploadServer()
    const client = server.clientWith({ pictures: { addresses: "any" }, networkOptions: { addresses: "public" } })
    // The upload is refused by the addresses of the service, so the picture came in.
    const error = await failure(client.byPicture({ picture: await served() }, { retry: { attempts: 1 } }))
    expect(error.operation).toBe("AuthorizeFileUpload")
  })

  it("streams in a comparison", async () => {
    const server = await uploadServer()
    const other = disc({ radius: 60 })
    await server.client.compare({ primary: createReadStream(path), secondary: inPieces(other) })
    const stored = [await storedFile(server, 0), await storedFile(server, 1)]
    expect(stored.some((one) => one.equals(picture))).toBe(true)
    expect(stored.some((one) => one.equals(other))).toBe(true)
  })
})

describe("a stream", () => {
  const call = async (source: PictureSource) => {
    const server = await uploadServer()
    return { error: await failure(server.client.byPicture({ picture: source })), server }
  }

  it("that fails when it is opened is an error of the call", async () => {
    const stream = createReadStream(join(folder, "nowhere.jpg"))
    const { error, server } = await call(stream)
    expect(error.message).toMatch(
      /^SearchImageByPic failed: picture \(a stream\) cannot be read \(ENOENT: .*nowhere\.jpg'\)\. Check where the stream comes from/
    )
    expect(server.hops()).toEqual([])
    expect(stream.destroyed).toBe(true)
  })

  it("that fails after its ticket was there is an error that tells of the ticket (waits in real time for that)", async () => {
    const stream = new Readable({ read: () => undefined })
    stream.push(picture.subarray(0, 500))
    const server = await uploadServer({
      AuthorizeFileUpload: (response, seen) => {
        answerJson(200, ticketFor(seen))(response, seen, 0)
        setTimeout(() => stream.destroy(new Error("the disk has gone")), 500)
      }
    })
    const error = await failure(server.client.addImage({ productId: "p", picName: "n", picture: stream }))
    expect(error.reason).toMatchObject({ field: "picture", problem: "cannot be read (the disk has gone)" })
    expect(error.attempts).toMatchObject([{ operation: "AuthorizeFileUpload", status: 200 }])
    expect(server.hops()).toEqual(["AuthorizeFileUpload"])
  })

  it.each([
    ["a Node stream", () => Readable.from(zeros()), (stream: Readable) => stream.destroyed],
    ["a Node stream that fails while it is destroyed", () => unwilling(zeros()), (stream: Readable) => stream.destroyed]
  ])("that never ends is read to the limit and destroyed: %s", async (_, start, isDestroyed) => {
    const stream = start()
    const { error, server } = await call(stream)
    expect(error.message).toContain("picture (a stream) is larger than 4 MB (and goes on; 4194304 bytes are the most)")
    expect(isDestroyed(stream)).toBe(true)
    expect(server.hops()).not.toContain("PostObject")
  })

  it("of the web that never ends is cancelled, and an iterable returned", async () => {
    const source = { isCancelled: false, pulls: 0, isReturned: false }
    const stream = new ReadableStream({
      pull: (controller) => {
        source.pulls++
        controller.enqueue(source.pulls === 1 ? picture.slice(0, 1000) : new Uint8Array(1024 * 1024))
      },
      cancel: () => {
        source.isCancelled = true
      }
    })
    expect((await call(stream)).error.message).toContain("is larger than 4 MB")
    expect(source.isCancelled).toBe(true)
    // One is asked for ahead of its reading.
    expect(source.pulls).toBeLessThanOrEqual(6)
    const iterable = async function* () {
      try {
        yield* zeros()
      } finally {
        source.isReturned = true
      }
    }
    expect((await call(iterable())).error.message).toContain("picture (an async iterable) is larger than 4 MB")
    expect(source.isReturned).toBe(true)
  })

  it("whose beginning is no picture is not read any further", async () => {
    const stream = Readable.from(
      (async function* () {
        yield Buffer.from("<!doctype html>")
        yield Buffer.alloc(100)
        throw new Error("was read on")
      })(),
      { highWaterMark: 1 }
    )
    const { error, server } = await call(stream)
    expect(error.reason).toMatchObject({ problem: "is no picture that the service knows" })
    expect([stream.destroyed, server.hops()]).toEqual([true, []])
  })

  it.each([
    ["text", Readable.from(["P6 160 160 255\n"], { encoding: "utf8" }), "gives text instead of bytes"],
    ["numbers", Readable.from([1, 2, 3]), "gives a value of type number instead of bytes"],
    ["objects", Readable.from([{ toString: () => "P6" }]), "gives a value of type object instead of bytes"],
    ["nothing", Readable.from([]), "is empty"]
  ])("of %s is refused", async (_, stream, problem) => {
    const { error, server } = await call(stream)
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", field: "picture", problem })
    expect(server.hops()).toEqual([])
  })

  it("can be used once", async () => {
    const server = await uploadServer()
    const stream = createReadStream(path)
    await server.client.byPicture({ picture: stream })
    const again = await failure(server.client.byPicture({ picture: stream }))
    expect(again.reason).toMatchObject({ problem: "has been read already, or is being read" })
    const web = new Blob([new Uint8Array(picture)]).stream()
    const twice = await failure(server.client.compare({ primary: web, secondary: web }))
    expect(twice.reason).toMatchObject({ field: "secondary", problem: "has been read already, or is being read" })
    const node = createReadStream(path)
    const nodeTwice = await failure(server.client.compare({ primary: node, secondary: node }))
    expect(nodeTwice.reason).toMatchObject({ field: "secondary", problem: "has been read already, or is being read" })
  })

  it("is destroyed when another field of the input is wrong, and may fail then", async () => {
    const server = await uploadServer()
    const failing = createReadStream(join(folder, "nowhere.jpg"))
    let isCancelled = false
    const web = new ReadableStream({
      cancel: () => {
        isCancelled = true
        throw new Error("not now")
      }
    })
    expect((await failure(server.client.byPicture({ picture: failing, num: 0 }))).reason._tag).toBe("InvalidInput")
    expect((await failure(server.client.byPicture({ picture: web, start: -1 }))).reason._tag).toBe("InvalidInput")
    const late = createReadStream(join(folder, "nowhere.jpg"))
    await failure(server.client.byPicture({ picture: late }, { timeout: 0 }))
    expect([failing.destroyed, isCancelled, late.destroyed]).toEqual([true, true, true])
    expect(server.hops()).toEqual([])
  })

  it("is destroyed when its ticket is refused, without waiting for its end", async () => {
    const server = await uploadServer({
      AuthorizeFileUpload: answerJson(404, { RequestId: "K", Code: "InvalidAccessKeyId.NotFound", Message: "No." })
    })
    const stalled = new Readable({ read: () => undefined })
    stalled.push(picture.subarray(0, 100))
    const error = await failure(server.client.byPicture({ picture: stalled }))
    expect(error).toMatchObject({ operation: "AuthorizeFileUpload", requestId: "K", reason: { _tag: "Credentials" } })
    expect(stalled.destroyed).toBe(true)
  })

  it("is destroyed when the other picture of a comparison is none", async () => {
    const server = await uploadServer()
    const stalled = new Readable({ read: () => undefined })
    const error = await failure(server.client.compare({ primary: stalled, secondary: Buffer.from("x") }))
    expect(error.reason).toMatchObject({ field: "secondary" })
    expect(stalled.destroyed).toBe(true)
  })
})

describe("waiting for a picture", () => {
  const stalled = () => {
    const stream = new Duplex({ read: () => undefined, write: () => undefined })
    stream.push(picture.subarray(0, 100))
    return stream
  }

  it("takes from the time of the call, in real time", async () => {
    const server = await uploadServer()
    const stream = stalled()
    const error = await failure(server.client.byPicture({ picture: stream }, { timeout: "1 second" }))
    expect(error.reason).toMatchObject({ _tag: "TimedOut", mayHaveBeenDone: false, lacking: "picture" })
    expect(error.message).toBe(
      "SearchImageByPic failed: the time limit of the call (1000 ms) ran out while the picture was read. " +
        "Check where the picture comes from, or give the call more time."
    )
    expect(error.attempts?.map(({ operation }) => operation)).toEqual(["AuthorizeFileUpload"])
    expect(stream.destroyed).toBe(true)
  })

  it.each([
    ["a Node stream", stalled],
    [
      "an async generator that hangs",
      async function* () {
        yield picture.subarray(0, 100)
        await new Promise(() => undefined)
      }
    ],
    ["a web stream", () => new ReadableStream({ pull: () => new Promise(() => undefined) })]
  ])("ends when the caller aborts: %s", async (_, start) => {
    const server = await uploadServer()
    const aborting = new AbortController()
    const reason = new Error("no longer needed")
    const call = server.client.byPicture({ picture: start() }, { signal: aborting.signal })
    setTimeout(() => aborting.abort(reason))
    await expect(call).rejects.toBe(reason)
  })

  it("never happens when the caller has aborted already; the stream is destroyed all the same", async () => {
    const server = await uploadServer()
    const stream = createReadStream(join(folder, "nowhere.jpg"))
    const reason = new Error("too late")
    await expect(server.client.byPicture({ picture: stream }, { signal: AbortSignal.abort(reason) })).rejects.toBe(
      reason
    )
    expect([stream.destroyed, server.hops()]).toEqual([true, []])
  })
})

describe("a file", () => {
  it("that is still being written is refused", async () => {
    const server = await uploadServer()
    // Linux tells a size of 0 for it.
    const error = await failure(server.client.byPicture({ picture: "/proc/self/status" }))
    expect(error.message).toContain(
      "picture /proc/self/status grew while it was read. Give it once it has been written."
    )
  })

  it.each([
    ["on another machine", "file://elsewhere/a.jpg", /^cannot be read \(ERR_INVALID_FILE_URL_HOST: /],
    ["with a path that escapes a slash", new URL("file:///a%2Fb.jpg"), /^cannot be read \(ERR_INVALID_FILE_URL_PATH: /],
    ["by another scheme", new URL("ftp://host/a.jpg"), /^has the scheme ftp:$/],
    ["by Base64 alone", base64, /^is too long for a path$/],
    ["that is no directory's", "/dev/null/a.jpg", /^does not exist$/]
  ])("%s is refused", async (_, source, problem) => {
    const server = await uploadServer()
    const error = await failure(server.client.byPicture({ picture: source }))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", problem: expect.stringMatching(problem) })
    expect(error.message.length).toBeLessThan(500)
  })
})

describe("the secrets of a text that leads to no picture", () => {
  it.each([
    ["https://bucket.example:99999/x.jpg?Signature=SECRET", "https://bucket.example:99999/x.jpg?…"],
    [" https://user:SECRET@h.example/x.jpg?Signature=SECRET", "https://h.example/x.jpg?…"],
    ["ftp://user:SECRET@h.example/x.jpg", "ftp://h.example/x.jpg"],
    ["https://user:SECRET?SECRET@h.example:99999/x.jpg#SECRET", "https://…@h.example:99999/x.jpg?…"],
    [`SECRET${base64}`, `(a text of ${base64.length + 6} characters)`]
  ])("stay out of its error: %s", async (source, shown) => {
    const { client } = await uploadServer()
    const error = await failure(client.byPicture({ picture: source }))
    expect(error.reason).toMatchObject({ _tag: "InvalidPicture", picture: shown })
    expect(JSON.stringify(error)).not.toContain("SECRET")
  })
})

describe("an open file", () => {
  it("is closed by its own stream", async () => {
    const server = await uploadServer()
    const file = await open(path)
    await server.client.byPicture({ picture: file.createReadStream() })
    await expect(file.stat()).rejects.toMatchObject({ code: "EBADF" })
  })
})

const zeros = async function* () {
  yield picture.subarray(0, 1000)
  for (;;) yield new Uint8Array(256 * 1024)
}

/** Fails once more when it is destroyed. */
const unwilling = (pieces: AsyncIterable<Uint8Array>): Readable => {
  const iterator = pieces[Symbol.asyncIterator]()
  return new Readable({
    read() {
      void iterator.next().then(({ value }) => this.push(value))
    },
    destroy: (_, callback) => callback(new Error("cannot be closed"))
  })
}
