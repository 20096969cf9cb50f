import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { readCommandLine } from "../src/options.ts"

const OWN_KEY = ["--access-key-id", "id", "--access-key-secret", "hidden"]

const read = (...args: readonly string[]) => readCommandLine(args, {})

const optionsOf = (...args: readonly string[]): unknown => {
  const line = read(...args)
  return line.kind === "run" ? line.options : line
}

const wrong = (message: string | RegExp) => ({
  kind: "wrong",
  message: message instanceof RegExp ? expect.stringMatching(message) : `${message}; see --help`
})

describe("the options about the network", () => {
  it.each(["127.0.0.1", "127.1.2.3", "::1", "localhost"])("listen on %s with a made-up key", (host) => {
    expect(optionsOf("--host", host)).toMatchObject({ host })
  })

  it.each(["0.0.0.0", "192.168.1.5", "::", "fe80::1"])("listen on %s with a key of the user's only", (host) => {
    expect(optionsOf("--host", host)).toEqual(
      wrong(
        `--host ${host} lets other machines in and needs a key of your own: give --access-key-id and --access-key-secret, or set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET`
      )
    )
    expect(optionsOf("--host", host, ...OWN_KEY)).toMatchObject({ host })
    const environment = { ALIBABA_CLOUD_ACCESS_KEY_ID: "id", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hidden" }
    expect(readCommandLine(["--host", host], environment)).toMatchObject({ options: { host } })
  })

  it("refuse a name to listen on, which could mean any address", () => {
    expect(optionsOf("--host", "example.com")).toEqual(
      wrong('--host takes an IP address or localhost, not "example.com"')
    )
  })

  it.each([
    ["emulator", { host: "emulator" }],
    ["my_container:18080", { host: "my_container", port: 18_080 }],
    ["192.168.1.5:443", { host: "192.168.1.5", port: 443 }],
    ["[::1]:8080", { host: "::1", port: 8_080 }],
    ["[fd00::2]", { host: "fd00::2" }]
  ])("advertise %s", (text, advertise) => {
    expect(optionsOf("--advertise", text)).toMatchObject({ advertise })
  })

  it.each(["", "http://x", "a b", "x:0", "x:65536", "fd00::2", "[x]", "-x", "x/y", "[::1"])(
    'refuse to advertise "%s"',
    (text) => {
      expect(optionsOf(`--advertise=${text}`)).toEqual(
        wrong(`--advertise takes HOST or HOST:PORT, such as 192.168.1.5:8080 or emulator, not "${text}"`)
      )
    }
  )

  it("do not advertise one port for several endpoints", () => {
    expect(optionsOf("--advertise", "x:1", "--endpoints", "2")).toEqual(
      wrong("--advertise names one port, but there are 2 endpoints; leave the port out of it")
    )
    expect(optionsOf("--advertise", "x", "--endpoints", "2")).toMatchObject({ advertise: { host: "x" } })
  })

  it("take TLS, with a certificate of its own or with one from files", async () => {
    expect(optionsOf("--tls")).toMatchObject({ tls: "self-made" })
    expect(optionsOf()).not.toHaveProperty("tls")
    const folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const [certificate, key] = [join(folder, "server.pem"), join(folder, "server-key.pem")]
    await writeFile(certificate, "one")
    await writeFile(key, "two")
    expect(optionsOf("--tls-cert", certificate, "--tls-key", key)).toMatchObject({
      tls: { certificate: "one", key: "two" }
    })
    expect(optionsOf("--tls-cert", certificate)).toEqual(
      wrong("--tls-cert and --tls-key go together: one was given without the other")
    )
    expect(optionsOf("--tls-cert", certificate, "--tls-key", join(folder, "none"))).toEqual(
      wrong(`--tls-key names ${join(folder, "none")}, which cannot be read (ENOENT)`)
    )
    await rm(folder, { recursive: true })
  })
})

describe("the command hosts", () => {
  it("names the API and the upload host of the region, and the open platform", () => {
    expect(read("hosts", "--region", "cn-beijing")).toEqual({
      kind: "hosts",
      address: "127.0.0.1",
      names: [
        "imagesearch.cn-beijing.aliyuncs.com",
        "openplatform.aliyuncs.com",
        "bj-imagesearch-transfer-station.oss-cn-beijing.localhost"
      ]
    })
  })

  it("names the upload host that tickets name to clients elsewhere", () => {
    expect(read("hosts", "--advertise", "192.168.1.5:8080")).toMatchObject({
      address: "192.168.1.5",
      names: expect.arrayContaining(["sh-imagesearch-transfer-station.oss-cn-shanghai.imagesearch-emulator.test"])
    })
    expect(read("hosts", "--host", "10.0.0.7")).toMatchObject({ address: "10.0.0.7" })
    expect(read("hosts", "--host", "0.0.0.0")).toMatchObject({ address: "127.0.0.1" })
    expect(read("hosts", "--host", "::")).toMatchObject({ address: "::1" })
  })

  it.each([["host"], ["hosts", "more"]])("is no command that is written %s %s", (...args) => {
    expect(read(...args)).toEqual(wrong(`there is no command "${args.join(" ")}"; hosts is the only one`))
  })
})
