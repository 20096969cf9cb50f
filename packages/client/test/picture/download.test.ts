import * as Effect from "effect/Effect"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import { BlockList, type AddressInfo } from "node:net"
import { describe, expect, it, onTestFinished, vi } from "vitest"
import { download, downloadLimitMillis, mostRedirects } from "../../src/picture/download.ts"
import { failure } from "../support/failure.ts"
import { disc } from "../support/picture.ts"
import { uploadServer } from "../support/uploadServer.ts"

const picture = disc()

type Reply = (response: ServerResponse, request: IncomingMessage) => void

interface PictureServer {
  readonly url: string
  readonly requests: readonly IncomingMessage[]
  /** Connections that were made. */
  readonly connections: () => number
  readonly open: () => Promise<number>
}

const pictureServer = async (reply: Reply): Promise<PictureServer> => {
  const requests: IncomingMessage[] = []
  let connections = 0
  const server = createServer((request, response) => {
    requests.push(request)
    reply(response, request)
  }).listen(0, "127.0.0.1")
  server.on("connection", () => connections++)
  await new Promise((resolve) => server.once("listening", resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // a TCP server has a port
    requests,
    connections: () => connections,
    open: () => new Promise((resolve) => server.getConnections((_, count) => resolve(count)))
  }
}

const fetched = async (url: string, rules: Partial<Parameters<typeof download>[1]> = {}): Promise<unknown> => {
  const limits = {
    limitBytes: 4 * 1024 * 1024,
    addresses: "any",
    networkOptions: undefined,
    limitMillis: downloadLimitMillis,
    onRecognized: undefined
  } as const
  return Effect.runPromise(
    Effect.match(download(new URL(url), { ...limits, ...rules }), {
      onSuccess: (bytes) => bytes.byteLength,
      onFailure: ({ problem }) => problem
    })
  )
}

const redirect =
  (location: string, status = 302): Reply =>
  (response) =>
    response.writeHead(status, { location }).end("moved")

it("takes 10 seconds and 3 redirects at most", () => {
  expect([downloadLimitMillis, mostRedirects]).toEqual([10_000, 3])
})

describe("a picture that is fetched", () => {
  it("is asked for as its URL is written, without credentials, and leaves no connection behind", async () => {
    const server = await pictureServer((response) => response.end(picture))
    expect(await fetched(`${server.url}/a%2Fb/图.ppm?sig=a%2bb+c&x=%20#part`)).toBe(picture.byteLength)
    const [request] = server.requests
    expect(request?.url).toBe("/a%2Fb/%E5%9B%BE.ppm?sig=a%2bb+c&x=%20")
    expect(request?.method).toBe("GET")
    expect(request?.headers).toMatchObject({ accept: "image/*" })
    expect(request?.headers).not.toHaveProperty("authorization")
    await expect.poll(server.open).toBe(0)
  })

  it.each([301, 302, 303, 307, 308])("follows a redirect with status %i, relative or not", async (status) => {
    const server = await pictureServer((response, { url }) =>
      url === "/a" ? redirect("../b?c", status)(response, server.requests[0] ?? never()) : response.end(picture)
    )
    expect(await fetched(`${server.url}/a`)).toBe(picture.byteLength)
    expect(server.requests.map(({ url }) => url)).toEqual(["/a", "/b?c"])
  })

  it("follows three redirects and no fourth", async () => {
    const server = await pictureServer((response, { url }) => {
      const left = Number(url?.slice(1))
      if (left === 0) response.end(picture)
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    expect(await fetched(`${server.url}/3`)).toBe(picture.byteLength)
    expect(await fetched(`${server.url}/4`)).toBe("redirects more than 3 times")
    expect(server.requests).toHaveLength(8)
  })

  it.each([
    ["404", (response: ServerResponse) => response.writeHead(404).end(), "was answered with HTTP 404"],
    ["204", (response: ServerResponse) => response.writeHead(204).end(), "was answered with HTTP 204"],
    [
      "304 without a request for it",
      (response: ServerResponse) => response.writeHead(304).end(),
      "was answered with HTTP 304"
    ],
    [
      "a redirect without an address",
      (response: ServerResponse) => response.writeHead(302).end(),
      "redirects to nowhere"
    ],
    ["a redirect to a file", redirect("file:///etc/passwd"), "leads to file:, not to http(s)"],
    ["a redirect to data", redirect("data:image/png;base64,AAAA"), "leads to data:, not to http(s)"],
    ["a redirect with a password", redirect("http://user:secret@localhost/"), "holds a user name or a password"],
    [
      "a connection that breaks",
      (response: ServerResponse) => response.destroy(),
      /^cannot be fetched: the connection was (?:reset|closed)/
    ],
    [
      "a body that breaks off",
      (response: ServerResponse) => {
        response.writeHead(200, { "content-length": 100 }).write("P6")
        setTimeout(() => response.destroy(), 20)
      },
      /^cannot be fetched: the (?:answer ended before|connection was)/
    ]
  ])("is refused when the server gives %s", async (_, reply, problem) => {
    const server = await pictureServer(reply)
    expect(await fetched(server.url)).toMatch(problem)
  })

  it("is not fetched by settings that the runtime cannot follow", async () => {
    const server = await pictureServer((response) => response.end(picture))
    const networkOptions = { proxy: "socks5://proxy" as never }
    expect(await fetched(server.url, { networkOptions })).toMatch(
      /^cannot be fetched as the settings ask: it is neither /
    )
    expect(server.connections()).toBe(0)
  })

  it("is fetched through the network of the settings", async () => {
    const proxy = await pictureServer((response) => response.end(picture))
    const networkOptions = { proxy: new URL(proxy.url) }
    expect(await fetched("http://pictures.test/a.ppm", { networkOptions })).toBe(picture.byteLength)
    expect(proxy.requests.map(({ url }) => url)).toEqual(["http://pictures.test/a.ppm"])
    // A proxy would look the name up unseen.
    const direct = await fetched("http://127.0.0.1:1/", { networkOptions, addresses: "public" })
    expect(direct).toBe("leads to an address that is not public")
    expect(proxy.requests).toHaveLength(1)
  })

  it("is given up at 4 MB, whether its length was announced or not", async () => {
    let writtenBytes = 0
    const server = await pictureServer((response, { url }) => {
      if (url === "/announced") return void response.writeHead(200, { "content-length": 100_000_000 }).write(picture)
      const more = () => {
        writtenBytes += 64 * 1024
        if (response.write(Buffer.alloc(64 * 1024)) && !response.destroyed) setImmediate(more)
      }
      response.on("drain", more)
      more()
    })
    const problem = /^is larger than 4 MB \(the answer is longer; 4194304 bytes are the most\)$/
    expect(await fetched(`${server.url}/announced`)).toMatch(problem)
    expect(await fetched(`${server.url}/endless`)).toMatch(problem)
    expect(writtenBytes).toBeLessThan(16 * 1024 * 1024)
    expect(await fetched(server.url, { limitBytes: 1000 })).toMatch(/^is larger than /)
  })

  it.each([
    ["the head", () => undefined],
    ["the body", (response: ServerResponse) => response.write(picture.subarray(0, 10))],
    ["the next of its redirects", redirect("/again")]
  ])("is given up when its time runs out in %s (in real time)", async (_, reply) => {
    const server = await pictureServer((response, request) => {
      const later = setTimeout(() => reply(response, request), 60)
      response.on("close", () => clearTimeout(later))
    })
    expect(await fetched(server.url, { limitMillis: 150 })).toMatch(/^took longer than 150 ms to fetch/)
  })
})

describe("an address that is not public", () => {
  it.each([
    "http://127.0.0.1:1/a",
    "http://[::1]/",
    "http://0x7f.1/",
    "http://2130706433/",
    "https://localhost/",
    "http://x.localhost/",
    "http://10.0.0.1/",
    "http://100.100.100.200/latest/meta-data/",
    "http://169.254.169.254/",
    "http://[fd00::1]/",
    "http://[::ffff:7f00:1]/",
    "http://0/"
  ])("is not connected to: %s", async (url) => {
    expect(await fetched(url, { addresses: "public" })).toBe("leads to an address that is not public")
  })

  it("is what the client refuses unless its settings allow it, with nothing sent anywhere", async () => {
    const pictures = await pictureServer((response) => response.end(picture))
    const service = await uploadServer()
    const error = await failure(service.client.byPicture({ picture: `${pictures.url}/a.ppm?token=secret` }))
    expect(error.message).toBe(
      `SearchImageByPic failed: picture ${pictures.url}/a.ppm?… leads to an address that is not public. ` +
        'If you trust the URL, set pictures: { addresses: "any" }.'
    )
    expect([pictures.connections(), service.hops()]).toEqual([0, []])
  })

  it("is what a redirect may not lead to either", async () => {
    const target = await pictureServer((response) => response.end(picture))
    const server = await pictureServer(redirect(target.url))
    // Loopback passes for public once: no address that is public may be connected to in a test.
    vi.spyOn(BlockList.prototype, "check").mockReturnValueOnce(false)
    onTestFinished(() => void vi.restoreAllMocks())
    expect(await fetched(server.url, { addresses: "public" })).toBe(
      `leads to an address that is not public at ${target.url}/`
    )
    expect([server.requests.length, target.connections()]).toEqual([1, 0])
  })
})

const never = (): never => {
  throw new Error("cannot happen")
}
