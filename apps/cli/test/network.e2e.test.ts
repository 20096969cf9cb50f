import { readFileSync } from "node:fs"
import http from "node:http"
import https from "node:https"
import type net from "node:net"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { runCli } from "./runCli.ts"

/** A certificate for loopback that no client trusts by itself; `README.md` beside it says how it was made. */
const fixture = (part: "cert" | "key"): string =>
  fileURLToPath(new URL(`../../../packages/transport/test/fixtures/self-signed.${part}.pem`, import.meta.url))

interface Server {
  readonly url: string
  readonly targets: string[]
  readonly close: () => Promise<unknown>
}

/** Answers as Detail does, whatever is asked; as a proxy in the place of the service. */
const serve = async (tls?: https.ServerOptions): Promise<Server> => {
  const targets: string[] = []
  const answer: http.RequestListener = (request, response) => {
    targets.push(request.url ?? "")
    response.end(JSON.stringify({ RequestId: "R", Success: true, Instance: { Name: "shop" } }))
  }
  const server = tls === undefined ? http.createServer(answer) : https.createServer(tls, answer)
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  return {
    url: `${tls === undefined ? "http" : "https"}://127.0.0.1:${port}`,
    targets,
    close: () => new Promise((resolve) => server.close(resolve))
  }
}

let proxy: Server
let secure: Server

beforeAll(async () => {
  proxy = await serve()
  secure = await serve({ key: readFileSync(fixture("key")), cert: readFileSync(fixture("cert")) })
})

afterAll(() => Promise.all([proxy.close(), secure.close()]))

const show = (args: readonly string[], changes: Readonly<Record<string, string>> = {}) =>
  runCli(["instance", "show", "--instance", "shop", ...args], {
    environment: { ALIBABA_CLOUD_ACCESS_KEY_ID: "key", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret", ...changes }
  })

describe("the network of the command line", () => {
  const elsewhere = ["--endpoint", "http://imagesearch.test"]

  it("goes through the proxy of --proxy, or of the environment, and around it with none", async () => {
    expect(await show([...elsewhere, "--proxy", proxy.url])).toMatchObject({ code: 0, stderr: "" })
    expect(await show(elsewhere, { HTTP_PROXY: proxy.url })).toMatchObject({ code: 0, stderr: "" })
    expect(proxy.targets).toEqual(Array.from({ length: 2 }, () => "http://imagesearch.test/?InstanceName=shop"))
    expect(await show([...elsewhere, "--proxy", "none"], { HTTP_PROXY: proxy.url })).toMatchObject({ code: 69 })
    expect(await show(elsewhere, { HTTP_PROXY: proxy.url, NO_PROXY: "imagesearch.test" })).toMatchObject({ code: 69 })
    expect(proxy.targets).toHaveLength(2)
  })

  it("trusts the authorities of --ca-file, and no others", async () => {
    expect(await show(["--endpoint", secure.url, "--ca-file", fixture("cert")])).toMatchObject({ code: 0, stderr: "" })
    const { code, stderr } = await show(["--endpoint", secure.url])
    expect(code).toBe(69)
    expect(stderr).toContain("its certificate is not trusted")
  })

  it.each([
    [["--proxy", "socks5://u:a-secret-password@p"], "the setting networkOptions.proxy cannot be used"],
    [["--proxy", "somewhere"], "such as http://proxy.example:3128"],
    [["--ca-file", "/nonexistent.pem"], "there is no file /nonexistent.pem. Check the path."],
    [["--ca-file", "/"], "cannot be read from / (EISDIR)"],
    [["--ca-file", fixture("key")], "it is no PEM text of a certificate"]
  ])("ends with 2 and one sentence for %j", async (flags, says) => {
    const { code, stdout, stderr } = await show([...elsewhere, ...flags])
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^imagesearch: [^\n]+\n$/)
    expect(stderr).toContain(says)
    expect(stderr).not.toContain("a-secret-password")
  })
})
