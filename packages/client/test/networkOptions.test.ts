import { readFileSync } from "node:fs"
import http from "node:http"
import https from "node:https"
import type net from "node:net"
import { networkOptionNames, type NetworkOptions } from "@imagesearch/transport"
import { describe, expect, it } from "vitest"
import { fromAssumeRole, fromStatic } from "../src/credentials/index.ts"
import { createImageSearch, ImageSearchError, type ImageSearchConfig } from "../src/promise.ts"
import { temporaryKey } from "./support/keyService.ts"

/** A certificate for loopback that no client trusts by itself; `README.md` beside it says how it was made. */
const certificate = (part: "cert" | "key") =>
  readFileSync(new URL(`../../transport/test/fixtures/self-signed.${part}.pem`, import.meta.url), "utf8")
const ca = certificate("cert")

const detail = JSON.stringify({ RequestId: "R", Success: true, Instance: { Name: "demo" } })

interface Service extends AsyncDisposable {
  readonly url: string
  /** First lines of the requests, `METHOD target`. */
  readonly requests: readonly string[]
  /** Connections that were ever made, and that are open. */
  readonly connections: { made: number; open: number }
}

/** Answers every request as Detail does, and STS's with a key; a proxy gets the whole address and answers in its place. */
const service = async (tls?: https.ServerOptions): Promise<Service> => {
  const requests: string[] = []
  const connections = { made: 0, open: 0 }
  const answer: http.RequestListener = (request, response) => {
    requests.push(`${request.method} ${request.url}`)
    const isSts = request.headers["x-acs-action"] === "AssumeRole"
    request.resume()
    response.setHeader("keep-alive", "timeout=600")
    response.end(isSts ? JSON.stringify({ RequestId: "R", Credentials: temporaryKey("role") }) : detail)
  }
  const server = tls === undefined ? http.createServer(answer) : https.createServer(tls, answer)
  server.on("connection", (socket) => {
    connections.made++
    connections.open++
    socket.on("close", () => connections.open--)
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    requests,
    connections,
    [Symbol.asyncDispose]: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    }
  }
}

const clientOf = (endpoint: string, networkOptions: NetworkOptions | undefined, changes: ImageSearchConfig = {}) =>
  createImageSearch({
    region: "cn-shanghai",
    instance: "demo",
    endpoint,
    accessKeyId: "id",
    accessKeySecret: "hush-secret",
    networkOptions,
    ...changes
  })

/** The name of the instance, or the failure's sentence. */
const outcome = async (endpoint: string, networkOptions?: NetworkOptions): Promise<string> => {
  await using client = clientOf(endpoint, networkOptions)
  return await client.detail({ retry: { attempts: 1 } }).then(
    ({ instance }) => instance.name,
    (error: unknown) => (error instanceof ImageSearchError ? error.message : Promise.reject(error))
  )
}

/** For each option of the network, that the client does what it says, and does not without it. */
const shown: Readonly<Record<keyof NetworkOptions, () => Promise<void>>> = {
  proxy: async () => {
    await using proxy = await service()
    const proxyUrl = new URL(proxy.url)
    expect(await outcome("http://imagesearch.test", { proxy: proxyUrl })).toBe("demo")
    expect(proxy.requests).toEqual(["POST http://imagesearch.test/?InstanceName=demo"])
    await using direct = await service()
    expect(await outcome(direct.url)).toBe("demo")
    expect(proxy.requests).toHaveLength(1)
  },
  ca: async () => {
    await using server = await service({ key: certificate("key"), cert: ca })
    expect(await outcome(server.url, { ca })).toBe("demo")
    expect(await outcome(server.url)).toContain("its certificate is not trusted")
  },
  tlsMinVersion: async () => {
    await using dated = await service({ key: certificate("key"), cert: ca, maxVersion: "TLSv1.2" })
    expect(await outcome(dated.url, { ca, tlsMinVersion: "TLSv1.2" })).toBe("demo")
    expect(await outcome(dated.url, { ca, tlsMinVersion: "TLSv1.3" })).toContain("no version of TLS suits both sides")
  },
  keepAliveMillis: async () => {
    await using server = await service()
    await using brief = clientOf(server.url, { keepAliveMillis: 50 })
    await using usual = clientOf(server.url, undefined)
    await Promise.all([brief.detail(), usual.detail()])
    await expect.poll(() => server.connections.open, { timeout: 3_000 }).toBe(1)
  },
  maxConnections: async () => {
    await using server = await service()
    await using client = clientOf(server.url, { maxConnections: 2 })
    await Promise.all(Array.from({ length: 10 }, () => client.detail()))
    expect(server.connections.made).toBe(2)
    await using unbound = clientOf(server.url, undefined)
    await Promise.all(Array.from({ length: 10 }, () => unbound.detail()))
    expect(server.connections.made).toBe(12)
  },
  answerLimitBytes: async () => {
    await using server = await service()
    expect(await outcome(server.url, { answerLimitBytes: detail.length })).toBe("demo")
    expect(await outcome(server.url, { answerLimitBytes: detail.length - 1 })).toContain("ANSWER_TOO_LARGE")
  },
  addresses: async () => {
    await using server = await service()
    expect(await outcome(server.url, { addresses: "any" })).toBe("demo")
    expect(await outcome(server.url, { addresses: "public" })).toContain("ADDRESS_NOT_PUBLIC")
    expect(server.requests).toHaveLength(1)
  }
}

describe("every option of the network", () => {
  it.each(Object.entries(shown))("does what it says in a client: %s (idle time is real)", (_, expectShown) =>
    expectShown()
  )

  it("is shown here", () => {
    expect(Object.keys(shown).toSorted()).toEqual(networkOptionNames.toSorted())
  })

  it("holds for the keys too: STS is asked as the options say", async () => {
    await using server = await service({ key: certificate("key"), cert: ca })
    const source = fromStatic({ accessKeyId: "id", accessKeySecret: "hush-secret" })
    const role = fromAssumeRole({ source, roleArn: "acs:role", sts: { endpoint: server.url }, environment: {} })
    const own = { accessKeyId: undefined, accessKeySecret: undefined, credentials: role }
    await using client = clientOf(server.url, { ca }, own)
    expect((await client.detail()).instance.name).toBe("demo")
    expect(server.requests).toEqual(["POST /", "POST /?InstanceName=demo"])
  })
})

describe("an option of the network that cannot be used", () => {
  // Callers in plain JavaScript pass what the types forbid.
  const message = (networkOptions: unknown): string => {
    try {
      clientOf("http://127.0.0.1:1", networkOptions as NetworkOptions)
      return "no failure"
    } catch (error) {
      return error instanceof ImageSearchError ? `${error.reason._tag}: ${error.message}` : String(error)
    }
  }

  it.each([
    [{ ca: "/etc/ca.pem" }, "the setting networkOptions.ca cannot be used: it is no PEM text"],
    [{ proxy: "socks5://u:hush-password@p" }, "the setting networkOptions.proxy cannot be used"],
    [{ maxConnections: 0 }, "the setting networkOptions.maxConnections cannot be used"],
    [{ timeout: 5 }, "the setting networkOptions.timeout cannot be used: there is no such option"],
    ["vpc", "the setting networkOptions is no object"],
    [null, "the setting networkOptions is no object"]
  ])("is named before anything is opened: %j", (options, says) => {
    const text = message(options)
    expect(text).toContain("InvalidConfig: Configuration failed: ")
    expect(text).toContain(says)
    expect(text).not.toContain("hush")
  })
})
