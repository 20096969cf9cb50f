// The command itself, as a process.

import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtemp, rm } from "node:fs/promises"
import { connect, createServer } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, describe, expect, it } from "vitest"
import { call, draw, KEY, send, upload } from "./client.ts"
import { sign } from "./signing.ts"
import { sendSecure } from "./tls/secureClient.ts"

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url))

interface Ended {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

const running = new Set<ChildProcess>()

const start = (args: readonly string[], environment: Readonly<Record<string, string>> = {}) => {
  const { ALIBABA_CLOUD_ACCESS_KEY_ID: _, ALIBABA_CLOUD_ACCESS_KEY_SECRET: __, ...inherited } = process.env
  const child = spawn(process.execPath, [MAIN, ...args], {
    env: { ...inherited, ...environment },
    stdio: ["ignore", "pipe", "pipe"]
  })
  running.add(child)
  const text = { stdout: "", stderr: "" }
  child.stdout.setEncoding("utf8").on("data", (part: string) => (text.stdout += part))
  child.stderr.setEncoding("utf8").on("data", (part: string) => (text.stderr += part))
  const ended: Promise<Ended> = once(child, "close").then(([code]) => ({ code, ...text }))
  const line = async (): Promise<string> => {
    while (!text.stdout.includes("\n")) await once(child.stdout, "data")
    return text.stdout
  }
  return { child, ended, line }
}

afterEach(() => {
  for (const child of running) child.kill("SIGKILL")
  running.clear()
})

const KEYS = ["--access-key-id", KEY.accessKeyId, "--access-key-secret", KEY.accessKeySecret]

const detail = (url: string, instance: string, key = KEY) =>
  send(
    url,
    sign(key, {
      method: "POST",
      host: new URL(url).host,
      action: "Detail",
      version: "2020-12-14",
      query: { InstanceName: instance },
      form: undefined
    })
  )

describe("imagesearch-emulator", () => {
  it("writes exactly one JSON line with --json, and answers from then on until SIGTERM ends it with 143", async () => {
    const { child, ended, line } = start([
      ...KEYS,
      "--json",
      "--endpoints",
      "2",
      "--instance",
      "mine",
      "--region",
      "cn-beijing",
      "--qps",
      "1"
    ])
    const { url, urls, pid, ...others } = JSON.parse(await line())
    expect({ url, pid, others }).toEqual({ url: urls[0], pid: child.pid, others: { console: `${url}/_console/` } })
    expect(urls).toHaveLength(2)
    for (const each of urls) {
      expect((await detail(each, "mine")).body).toMatchObject({
        Instance: { Name: "mine", Region: "cn-beijing", Qps: 1 }
      })
    }
    child.kill("SIGTERM")
    const { code, stdout, stderr } = await ended
    expect({ code, stderr, lines: stdout.split("\n") }).toEqual({
      code: 143,
      stderr: "",
      lines: [expect.any(String), ""]
    })
  })

  it("serves the console's script without its types, and warns of nothing while it runs from its sources", async () => {
    const { child, ended, line } = start(["--json"])
    const { console: consoleUrl } = JSON.parse(await line())
    const script = await fetch(`${consoleUrl}main.js`)
    expect(script.status).toBe(200)
    const text = await script.text()
    expect(text).toContain("document.querySelector")
    expect(text).not.toMatch(/^import |^interface |: Readonly</m)
    child.kill("SIGINT")
    expect(await ended).toMatchObject({ code: 130, stderr: "" })
  })

  it("prints the variables to copy, how to ask for its health, and a key that works, made up when none is given, and ends with 130 on SIGINT", async () => {
    const { child, ended, line } = start([])
    const [, healthUrl = ""] = /curl (\S+)$/m.exec(await line()) ?? []
    expect(await (await fetch(healthUrl)).json()).toMatchObject({ instance: "demo", pictures: 0 })
    const [, consoleUrl = ""] = /^Look inside: (\S+)$/m.exec(await line()) ?? []
    expect(await (await fetch(consoleUrl)).text()).toContain("<title>Image Search emulator</title>")
    child.kill("SIGINT")
    const { code, stdout, stderr } = await ended
    expect({ code, stderr }).toEqual({ code: 130, stderr: "" })
    const variables = Object.fromEntries(
      [...stdout.matchAll(/^export (\w+)=(.+)$/gm)].map(([, name, value]) => [name, value])
    )
    expect(variables).toEqual({
      IMAGESEARCH_ENDPOINT: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      IMAGESEARCH_INSTANCE: "demo",
      ALIBABA_CLOUD_REGION_ID: "cn-shanghai",
      ALIBABA_CLOUD_ACCESS_KEY_ID: expect.stringMatching(/^EMULATOR[0-9a-f]{16}$/),
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: expect.stringMatching(/^.{32}$/)
    })
  })

  it("takes the key from the environment, and does not print a secret that it was given", async () => {
    const { child, ended, line } = start(["--log"], {
      ALIBABA_CLOUD_ACCESS_KEY_ID: "fromenv",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: "kept-to-itself"
    })
    const [, url = ""] = /IMAGESEARCH_ENDPOINT=(.+)/.exec(await line()) ?? []
    expect((await detail(url, "demo", { accessKeyId: "fromenv", accessKeySecret: "kept-to-itself" })).status).toBe(200)
    child.kill("SIGTERM")
    const { stdout, stderr } = await ended
    expect(`${stdout}${stderr}`).not.toContain("kept-to-itself")
    expect(stderr).toMatch(/^POST Detail 200 - \d+\.\d ms\n$/)
  })

  it("gives made-up keys in the JSON line too, where nobody could know them otherwise", async () => {
    const { line } = start(["--json"])
    const { url, accessKeyId, accessKeySecret } = JSON.parse(await line())
    expect((await detail(url, "demo", { accessKeyId, accessKeySecret })).status).toBe(200)
  })

  it.each([
    [["--bogus"], "Unknown option '--bogus'; see --help"],
    [["extra"], 'there is no command "extra"; hosts is the only one'],
    [["--port", "x"], '--port takes a whole number from 0 to 65535, not "x"'],
    [["--endpoints", "0"], '--endpoints takes a whole number from 1 to 16, not "0"'],
    [["--port", "65535", "--endpoints", "2"], "leaves no room for 2 endpoints"],
    [["--host", "0.0.0.0"], "--host 0.0.0.0 lets other machines in and needs a key of your own"],
    [["--region", "us-west-1"], "--region takes one of cn-hangzhou, "],
    [["--instance", "x".repeat(21)], "--instance takes a name of 1 to 20 characters"],
    [["--access-key-id", "only"], "an AccessKey ID and its secret go together"],
    [["--service-type", "8"], "--service-type takes a name or a number of product (0), "],
    [["--capacity", "0"], "--capacity takes a number above 0"]
  ])("ends with 2 and one sentence for %j", async (args, sentence) => {
    const { code, stdout, stderr } = await start(args).ended
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" })
    expect(stderr).toMatch(/^imagesearch-emulator: [^\n]+\n$/)
    expect(stderr).toContain(sentence)
  })

  it("ends with 1 and one sentence when its port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    await once(other, "listening")
    const address = other.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const { code, stderr } = await start(["--port", String(port)]).ended
    other.close()
    expect(code).toBe(1)
    expect(stderr).toBe(
      `imagesearch-emulator: port ${port} of 127.0.0.1 is in use; stop the program that listens there or name another --port\n`
    )
  })

  it("ends with 1 and one sentence when its data directory cannot be used", async () => {
    const { code, stderr } = await start(["--data-dir", MAIN]).ended
    expect(code).toBe(1)
    expect(stderr).toMatch(/^imagesearch-emulator: cannot write to [^\n]+\n$/)
  })

  it("has every picture it answered for after it was killed and started again", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const args = [...KEYS, "--json", "--data-dir", dataDir]
    const first = start(args)
    const { url } = JSON.parse(await first.line())
    const stored = { url, instance: "demo", region: "cn-shanghai" }
    const PicContent = await upload(stored, await draw({ seed: 1 }))
    for (const ProductId of ["a", "b", "c"]) await call(stored, "AddImage", { ProductId, PicName: "n", PicContent })
    first.child.kill("SIGKILL")
    await first.ended
    const second = start(args)
    const again = JSON.parse(await second.line())
    expect((await detail(again.url, "demo")).body).toMatchObject({ Instance: { TotalCount: 3 } })
    second.child.kill("SIGTERM")
    await second.ended
    await rm(dataDir, { recursive: true })
  })

  it("prints one line for an /etc/hosts", async () => {
    expect(await start(["hosts", "--advertise", "localhost"]).ended).toEqual({
      code: 0,
      stderr: "",
      stdout:
        "127.0.0.1 imagesearch.cn-shanghai.aliyuncs.com openplatform.aliyuncs.com sh-imagesearch-transfer-station.oss-cn-shanghai.localhost\n"
    })
    expect(await start(["hosts", "--advertise", "no-such-name.invalid"]).ended).toEqual({
      code: 1,
      stderr:
        "imagesearch-emulator: the name no-such-name.invalid is not known on this machine; name its IP address in --advertise\n",
      stdout: ""
    })
  })

  it("says which instances it plays, where the certificate to trust is, and the advertised address", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const { child, ended, line } = start([
      "--instance",
      "shoes",
      "--instance",
      "cloth,qps=2",
      "--tls",
      "--advertise",
      "emulator:8080",
      "--data-dir",
      dataDir,
      ...KEYS
    ])
    await line()
    child.kill("SIGTERM")
    const { stdout } = await ended
    expect(stdout).toMatch(
      /^Image Search emulator listens on http:\/\/127\.0\.0\.1:(\d+) and https:\/\/127\.0\.0\.1:\1$/m
    )
    expect(stdout).toContain(
      `Clients of the https address trust ${dataDir}/tls/ca.pem; Java takes ${dataDir}/tls/ca.p12 with the password changeit.\n`
    )
    expect(stdout).toContain("\nInstances: shoes, cloth\n")
    expect(stdout).toContain("export IMAGESEARCH_ENDPOINT=http://emulator:8080\n")
    expect(stdout).toContain("export IMAGESEARCH_OPEN_PLATFORM_ENDPOINT=http://emulator:8080\n")
    expect(stdout).toContain("export IMAGESEARCH_INSTANCE=shoes\n")
    await rm(dataDir, { recursive: true })
  })

  it("names its addresses for programs", async () => {
    const { line } = start(["--json", "--tls", "--advertise", "emulator", ...KEYS])
    const { url, urls, secureUrl, secureUrls, advertisedUrl } = JSON.parse(await line())
    const { port } = new URL(url)
    expect({ urls, secureUrl, secureUrls, advertisedUrl }).toEqual({
      urls: [url],
      secureUrl: `https://127.0.0.1:${port}`,
      secureUrls: [secureUrl],
      advertisedUrl: `http://emulator:${port}`
    })
    const authority = await (await fetch(`${url}/_emulator/ca.pem`)).text()
    const health = { method: "GET", path: "/_emulator/health", headers: { host: "localhost" }, body: "" }
    expect(await sendSecure({ url: secureUrl, authority }, health)).toMatchObject({ status: 200 })
  })

  it("shows its help and its version", async () => {
    expect(await start(["--help"]).ended).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringContaining("--access-key-secret")
    })
    expect(await start(["--version"]).ended).toMatchObject({
      code: 0,
      stderr: "",
      stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/)
    })
  })

  it("goes on quietly when nobody reads its output any more", async () => {
    const { child, ended, line } = start(["--json", "--log", ...KEYS])
    const { url } = JSON.parse(await line())
    child.stdout.destroy()
    child.stderr.destroy()
    for (let count = 0; count < 3; count += 1) expect((await detail(url, "demo")).status).toBe(200)
    child.kill("SIGTERM")
    expect((await ended).code).toBe(143)
  })

  it("does not wait for a running request at the second signal", async () => {
    const { child, ended, line } = start(["--json", ...KEYS])
    const { url } = JSON.parse(await line())
    const half = connect(Number(new URL(url).port), "127.0.0.1").on("error", () => undefined)
    half.write(
      "POST / HTTP/1.1\r\nhost: x\r\nx-acs-action: Detail\r\nx-acs-version: 2020-12-14\r\ncontent-length: 9\r\n\r\n"
    )
    // The next answer shows that the half request has arrived too.
    await detail(url, "demo")
    const startedAt = performance.now()
    child.kill("SIGTERM")
    const isListening = () =>
      detail(url, "demo").then(
        () => true,
        () => false
      )
    await expect.poll(isListening).toBe(false)
    expect(child.exitCode).toBeNull()
    child.kill("SIGINT")
    expect((await ended).code).toBe(130)
    expect(performance.now() - startedAt).toBeLessThan(2_000)
    half.destroy()
  })
})
