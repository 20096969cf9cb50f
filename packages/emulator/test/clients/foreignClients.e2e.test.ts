// Clients that know nothing of an emulator, as users run them: their own code, the real names, TLS, and the emulator's
// authority trusted. What a hosts file and port 443 would do is done by realNames.ts, or by curl's own options.

import { execFile, spawnSync } from "node:child_process"
import { mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { serviceNames } from "../../src/addresses.ts"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, draw, KEY, membersOf } from "../client.ts"
import { sign } from "../signing.ts"

const BEARER = "secret"

/** The picture and the folder of the emulator as the examples of docs/use-from.md name them. */
const PICTURE = "a.jpg"
const DATA_DIR = "emulator"

let folder: string
let picture: string
let emulator: Emulator

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
  picture = join(folder, PICTURE)
  await writeFile(picture, await draw({ seed: 1 }))
  emulator = await startEmulator({
    ...KEY,
    bearerToken: BEARER,
    strict: true,
    tls: "self-made",
    dataDir: join(folder, DATA_DIR)
  })
})
afterAll(async () => {
  await emulator.close()
  await rm(folder, { recursive: true })
})

const port = (): string => new URL(emulator.url).port

const authorityFile = (): string => join(folder, DATA_DIR, "tls", "ca.pem")

const run = (
  program: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {}
): Promise<string> =>
  new Promise((resolve, reject) => {
    const env = { ...process.env, ...environment }
    execFile(program, args, { env, cwd: folder, timeout: 15_000 }, (error, stdout, stderr) => {
      if (error === null) resolve(stdout)
      else reject(new Error(`${program} failed: ${stderr || error.message}`))
    })
  })

/** Runs Node in a process that resolves the real names as a hosts file would. */
const runNode = (args: readonly string[]): Promise<string> => {
  const hook = new URL("./realNames.ts", import.meta.url).href
  return run(process.execPath, ["--import", hook, ...args], {
    EMULATOR_HOSTS: ["127.0.0.1", ...serviceNames(emulator.region, undefined)].join(" "),
    EMULATOR_PORT: port(),
    NODE_EXTRA_CA_CERTS: authorityFile()
  })
}

const runScript = async (name: string): Promise<unknown> =>
  JSON.parse(await runNode([fileURLToPath(new URL(name, import.meta.url)), picture]))

const hasCurl = spawnSync("curl", ["--version"]).status === 0

describe("the examples of docs/use-from.md", () => {
  const examples = new Map<string, string>()

  beforeAll(async () => {
    const text = await readFile(new URL("../../../../docs/use-from.md", import.meta.url), "utf8")
    for (const [, title = "", code = ""] of text.matchAll(/^## (.+)\n\n```\w+\n([\s\S]+?)```/gm))
      examples.set(title, code)
    await symlink(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"))
  })

  it("exist for every language, each in at most eight lines", () => {
    expect([...examples.keys()]).toEqual([
      "Node: the official SDK",
      "Node: pop-core",
      "Java",
      "Python",
      "Go",
      "PHP",
      "curl",
      "Containers and other machines"
    ])
    for (const code of examples.values()) expect(code.trimEnd().split("\n").length).toBeLessThanOrEqual(8)
  })

  it("run as they stand with both SDKs for Node", async () => {
    const before = await countPictures()
    await runNode(["--input-type=module", "--eval", examples.get("Node: the official SDK") ?? ""])
    expect(await countPictures()).toBe(before + 1)
    await runNode(["--input-type=module", "--eval", examples.get("Node: pop-core") ?? ""])
    await call(emulator, "DeleteImage", { ProductId: "p" })
  })

  it.skipIf(!hasCurl)("run as they stand with curl", async () => {
    await writeFile(
      join(folder, ".curlrc"),
      `silent\nnoproxy = "*"\nconnect-to = "imagesearch.cn-shanghai.aliyuncs.com:443:127.0.0.1:${port()}"\n`
    )
    const output = await run("sh", ["-c", examples.get("curl") ?? ""], { CURL_HOME: folder })
    expect(JSON.parse(output)).toMatchObject({ Instance: { Name: "demo" } })
  })

  const countPictures = async (): Promise<number> =>
    Number(membersOf((await call(emulator, "Detail")).body["Instance"])["TotalCount"])
})

describe("the official SDK for Node", () => {
  it("uploads, searches, compares, reports and deletes under the real names over TLS", async () => {
    expect(await runScript("./officialSdk.ts")).toEqual({
      added: true,
      hit: { productId: "p", picName: "a (1)!*'.jpg", customContent: "k=v & <ü>" },
      compared: expect.closeTo(1),
      pictures: 1,
      deleted: true,
      refused: "Console.InstanceNotFound"
    })
  })
})

describe("the older SDK core for Node", () => {
  it("calls operations of two versions under the real name over TLS", async () => {
    expect(await runScript("./popCore.mjs")).toMatchObject({
      added: { Success: true },
      found: { Auctions: [{ ProductId: "p", PicName: "a" }] },
      detail: { Instance: { TotalCount: 1 } },
      named: { Auctions: [{ ProductId: "p" }] },
      refused: "InvalidInstance"
    })
  })
})

describe.skipIf(!hasCurl)("curl", () => {
  /** The options that stand for a hosts file and for trust; curl reads no configuration of the user. */
  const reach = (name: string): readonly string[] => [
    "-q",
    "--silent",
    "--show-error",
    "--noproxy",
    "*",
    "--cacert",
    authorityFile(),
    "--connect-to",
    `${name}:443:127.0.0.1:${port()}`
  ]

  it("calls with a bearer token in a header", async () => {
    const name = "imagesearch.cn-shanghai.aliyuncs.com"
    const output = await run("curl", [
      ...reach(name),
      "--header",
      `x-acs-bearer-token: ${BEARER}`,
      "--data",
      "",
      `https://${name}/?Action=Detail&Version=2020-12-14&SignatureType=BEARERTOKEN&InstanceName=demo`
    ])
    expect(JSON.parse(output)).toMatchObject({ Instance: { Name: "demo" } })
  })

  it("calls with a signature made by hand, gets a ticket, uploads with it and adds the picture", async () => {
    const name = "imagesearch.cn-shanghai.aliyuncs.com"
    const asked = await curlSigned("openplatform.aliyuncs.com", {
      method: "GET",
      action: "AuthorizeFileUpload",
      version: "2019-12-19",
      query: { Product: "ImageSearch", RegionId: "cn-shanghai" },
      form: undefined
    })
    const ticket = JSON.parse(asked)
    const field = (key: string, value: string): readonly string[] => ["--form-string", `${key}=${value}`]
    const status = await run("curl", [
      ...reach(`${ticket.Bucket}.${ticket.Endpoint}`.replace(/:\d+$/, "")),
      ...field("OSSAccessKeyId", ticket.AccessKeyId),
      ...field("policy", ticket.EncodedPolicy),
      ...field("Signature", ticket.Signature),
      ...field("key", ticket.ObjectKey),
      "--form",
      `file=@${picture}`,
      "--write-out",
      "%{http_code}",
      `https://${ticket.Bucket}.${ticket.Endpoint.replace(/:\d+$/, "")}/`
    ])
    expect(status).toBe("204")
    const added = await curlSigned(name, {
      method: "POST",
      action: "AddImage",
      version: "2020-12-14",
      query: {},
      form: {
        InstanceName: "demo",
        ProductId: "curl",
        PicName: "a",
        PicContent: `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
      }
    })
    expect(JSON.parse(added)).toMatchObject({ Success: true })
  })

  const curlSigned = (host: string, request: Omit<Parameters<typeof sign>[1], "host">): Promise<string> => {
    const { method, path, headers, body } = sign(KEY, { ...request, host })
    const lines = Object.entries(headers).flatMap(([key, value]) => ["--header", `${key}: ${value}`])
    const data = body === "" ? [] : ["--data-raw", body]
    return run("curl", [...reach(host), "--request", method, ...lines, ...data, `https://${host}${path}`])
  }
})
