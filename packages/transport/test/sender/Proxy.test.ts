import { parseEndpoint } from "@imagesearch/core"
import { afterEach, describe, expect, it, vi } from "vitest"
import { formatProxy, parseProxy, routes, type Environment } from "../../src/Proxy.ts"
import { layerUndici } from "../../src/UndiciSender.ts"
import { selfSigned } from "../chaos/certificates.ts"
import { rawServer } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { deadEndpoint } from "../support/scriptedServer.ts"
import { openSender, testAuthority } from "./support/openSender.ts"
import { proxyServer } from "./support/proxyServer.ts"

afterEach(() => void vi.unstubAllEnvs())

/** The proxy that the environment names for an endpoint, or what else it says. */
const routed = (environment: Environment, endpoint: string): string => {
  const route = routes("environment", environment)?.(parseEndpoint(endpoint))
  if (route?._tag === "Misconfigured") return `${route.variable} is wrong`
  return route?._tag === "Proxied" ? formatProxy(route.proxy) : "direct"
}

describe("the proxy of an endpoint, by the environment", () => {
  const https = { https_proxy: "http://proxy:3128" }
  it.each([
    ["nothing", {}, "https://a.example", "direct"],
    ["an empty variable", { HTTPS_PROXY: "" }, "https://a.example", "direct"],
    ["upper case", { HTTPS_PROXY: "http://proxy:3128" }, "https://a.example", "http://proxy:3128"],
    [
      "lower case, which comes first",
      { ...https, HTTPS_PROXY: "http://other" },
      "https://a.example",
      "http://proxy:3128"
    ],
    ["that of the other scheme", https, "http://a.example", "direct"],
    ["HTTP_PROXY", { HTTP_PROXY: "http://proxy" }, "http://a.example", "http://proxy:80"],
    ["ALL_PROXY", { ALL_PROXY: "https://proxy" }, "http://a.example", "https://proxy:443"],
    ["no scheme", { all_proxy: "proxy:3128" }, "https://a.example", "http://proxy:3128"],
    ["IPv6", { all_proxy: "http://[::2]:3128" }, "https://a.example", "http://[::2]:3128"],
    ["SOCKS", { ALL_PROXY: "socks5://proxy:1080" }, "https://a.example", "ALL_PROXY is wrong"],
    ["loopback", https, "https://localhost:8443", "direct"],
    ["a bucket of an emulator", https, "https://bucket.oss.localhost", "direct"],
    ["loopback by number", https, "https://127.0.0.2", "direct"],
    ["NO_PROXY for all", { ...https, NO_PROXY: "b.example, *" }, "https://a.example", "direct"],
    ["NO_PROXY for the name", { ...https, NO_PROXY: "b.example,A.example" }, "https://a.example", "direct"],
    ["NO_PROXY for a name above", { ...https, no_proxy: "example" }, "https://a.example", "direct"],
    ["NO_PROXY with a dot", { ...https, no_proxy: ".example" }, "https://a.example", "direct"],
    ["NO_PROXY with a star", { ...https, no_proxy: "*.example" }, "https://a.example", "direct"],
    ["NO_PROXY for the end of a word", { ...https, no_proxy: "ample" }, "https://a.example", "http://proxy:3128"],
    ["NO_PROXY for the port", { ...https, no_proxy: "a.example:443" }, "https://a.example", "direct"],
    ["NO_PROXY for another port", { ...https, no_proxy: "a.example:80" }, "https://a.example", "http://proxy:3128"],
    ["NO_PROXY for IPv6", { ...https, no_proxy: "[fd00::1]:443" }, "https://[fd00::1]", "direct"],
    ["NO_PROXY for a range", { ...https, no_proxy: "x.example,10.0.0.0/8" }, "https://10.1.2.3", "direct"],
    ["NO_PROXY for a range of IPv6", { ...https, no_proxy: "fd00::/8" }, "https://[fd00::1]:8443", "direct"],
    ["NO_PROXY for another range", { ...https, no_proxy: "10.0.0.0/16" }, "https://10.1.2.3", "http://proxy:3128"],
    ["NO_PROXY for no range", { ...https, no_proxy: "10.0.0.0/99,a/8" }, "https://10.1.2.3", "http://proxy:3128"],
    ["NO_PROXY for a range, and a name", { ...https, no_proxy: "0.0.0.0/0" }, "https://a.example", "http://proxy:3128"]
  ])("%s", (_, environment, endpoint, expected) => {
    expect(routed(environment, endpoint)).toBe(expected)
  })

  it("sends a user and a password as they are meant, and shows neither", () => {
    const proxy = parseProxy("http://us%40er:pass%3Aword%@proxy:3128")
    expect(proxy?.authorization).toBe(`Basic ${Buffer.from("us@er:pass%3Aword%").toString("base64")}`)
    expect(proxy === undefined ? "" : formatProxy(proxy)).toBe("http://proxy:3128")
  })
})

describe("a sender behind a proxy", () => {
  const authorization = `Basic ${Buffer.from("user:secret").toString("base64")}`
  const withSecret = (url: URL): URL => Object.assign(new URL(url), { username: "user", password: "secret" })
  const ca = testAuthority("self-signed")

  it("has plain requests forwarded, and keeps the connection", async () => {
    await using proxy = await proxyServer()
    vi.stubEnv("http_proxy", withSecret(proxy.url).href)
    await using sender = await openSender(layerUndici())
    const endpoint = parseEndpoint("http://imagesearch.test:8080")
    const outcome = await sender.send(endpoint, { message: { path: "/a", query: [["b", "c d"]] } })
    expect(outcome).toMatchObject({ _tag: "Answered", answer: { body: Buffer.from("forwarded") } })
    expect(proxy.asked).toEqual([{ method: "POST", target: "http://imagesearch.test:8080/a?b=c%20d", authorization }])
  })

  it.each([
    ["http", undefined],
    ["https", selfSigned]
  ] as const)(
    "has TLS tunnelled through a proxy that speaks %s, and hides its own headers from the server",
    async (_, certificate) => {
      await using server = await rawServer(() => reply.ok, selfSigned)
      await using proxy = await proxyServer({
        to: server.endpoint,
        ...(certificate === undefined ? {} : { certificate })
      })
      vi.stubEnv("HTTPS_PROXY", withSecret(proxy.url).href)
      await using sender = await openSender(layerUndici({ ca }))
      // The certificate is for this name; the environment would not proxy localhost itself.
      vi.stubEnv("NO_PROXY", "")
      const endpoint = parseEndpoint("https://imagesearch.test")
      expect(await sender.send(endpoint)).toMatchObject({
        _tag: "Failed",
        sent: "no",
        code: "ERR_TLS_CERT_ALTNAME_INVALID"
      })
      expect(proxy.asked).toEqual([{ method: "CONNECT", target: "imagesearch.test:443", authorization }])
      await using forced = await openSender(layerUndici({ ca, proxy: withSecret(proxy.url) }))
      expect(await forced.send(server.endpoint)).toMatchObject({ _tag: "Answered", answer: { status: 200 } })
      expect(proxy.asked).toHaveLength(2)
      expect(server.requests.map(({ headers }) => headers["proxy-authorization"])).toEqual([undefined])
    }
  )

  it("reaches loopback directly unless the option says otherwise", async () => {
    await using server = await rawServer(() => reply.ok)
    await using proxy = await proxyServer()
    vi.stubEnv("http_proxy", proxy.url.href)
    await using byEnvironment = await openSender(layerUndici())
    expect(await byEnvironment.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
    expect(proxy.asked).toEqual([])
    await using byOption = await openSender(layerUndici({ proxy: proxy.url }))
    expect(await byOption.send(server.endpoint)).toMatchObject({ _tag: "Answered" })
    expect(proxy.asked).toHaveLength(1)
  })

  it.each([
    [407, "PROXY_REFUSED", "wants a user and a password"],
    [403, "PROXY_REFUSED", "refused the tunnel with status 403"]
  ])("says so when the proxy refuses a tunnel with %i, without its password", async (refusesWith, code, says) => {
    await using proxy = await proxyServer({ refusesWith })
    await using sender = await openSender(layerUndici({ proxy: withSecret(proxy.url) }))
    const outcome = await sender.send(parseEndpoint("https://imagesearch.test"))
    expect(outcome).toMatchObject({ _tag: "Failed", phase: "connect", sent: "no", code })
    expect(JSON.stringify(outcome)).toContain(`the proxy http://${proxy.host} ${says}`)
    expect(JSON.stringify(outcome)).not.toContain("secret")
  })

  it.each(["http", "https"])("tells a dead proxy from a dead endpoint over %s", async (protocol) => {
    const { host } = await deadEndpoint()
    await using sender = await openSender(layerUndici({ proxy: `http://user:secret@${host}` }))
    expect(await sender.send(parseEndpoint(`${protocol}://imagesearch.test`))).toEqual({
      _tag: "Failed",
      phase: "connect",
      sent: "no",
      code: "ECONNREFUSED",
      message: `the proxy http://${host} cannot be used: the connection was refused`
    })
  })

  it("does not go around a proxy whose variable holds no URL", async () => {
    vi.stubEnv("https_proxy", "socks5://user:secret@proxy:1080")
    await using sender = await openSender(layerUndici())
    const outcome = await sender.send(parseEndpoint("https://imagesearch.test"))
    expect(outcome).toMatchObject({ phase: "connect", sent: "no", code: "PROXY_INVALID" })
    expect(JSON.stringify(outcome)).toContain("https_proxy")
    expect(JSON.stringify(outcome)).not.toContain("secret")
  })
})
