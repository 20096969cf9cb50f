import { existsSync, mkdirSync, readFileSync } from "node:fs"
import http from "node:http"
import type net from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { makeFolder } from "./support/folder.ts"
import { runWorker } from "./support/runWorker.ts"
import { startService, writeCatalogue } from "./support/service.ts"

const noKey = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "",
  ALIBABA_CLOUD_ECS_METADATA_DISABLED: "true"
}

/** A service with one picture to import, and a HOME with these profiles. */
const withProfiles = async (profiles: readonly object[]) => {
  const service = await startService()
  const { folder } = service
  folder.write("a.csv", `ProductId,Picture\np1,${folder.picture("a.ppm", 1)}\n`)
  mkdirSync(folder.path(".aliyun"))
  folder.write(".aliyun/config.json", JSON.stringify({ current: "none", profiles }))
  return { service, environment: { ...noKey, HOME: folder.path(".") } }
}

const key = { access_key_id: "tester", access_key_secret: "a secret of a test" }

describe("the worker's key", () => {
  it("is that of --profile or ALIBABA_CLOUD_PROFILE", async () => {
    const { service, environment } = await withProfiles([{ name: "shop", mode: "AK", ...key }])
    expect(await service.import("a.csv", ["--rate", "50", "--profile", "shop"], environment)).toMatchObject({ code: 0 })
    expect(service.added).toHaveLength(1)
    const named = { ...environment, ALIBABA_CLOUD_PROFILE: "shop" }
    expect(await service.import("a.csv", ["--rate", "50"], named)).toMatchObject({ code: 0 })
  })

  it("that is nowhere ends the run with 2 and says where it was looked for", async () => {
    const { service, environment } = await withProfiles([])
    const ending = await service.import("a.csv", ["--rate", "50"], environment)
    expect(ending).toMatchObject({ code: 2, stdout: "" })
    expect(ending.stderr).toContain("OIDC role: ALIBABA_CLOUD_ROLE_ARN is not set; aliyun profile: ")
    expect(ending.stderr).not.toContain("a secret of a test")
    expect(ending.stderr).toContain("or name a profile with --profile, or ALIBABA_CLOUD_PROFILE.")
  })
})

describe("settings that are missing", () => {
  it("are named all at once, each with the flags and variables that set it, before anything is made", async () => {
    const folder = makeFolder()
    const store = folder.path("a.sqlite")
    const nowhere = { IMAGESEARCH_INSTANCE: "", IMAGESEARCH_ENDPOINT: "", ALIBABA_CLOUD_REGION_ID: "" }
    const environment = { ...noKey, ...nowhere, ALIBABA_CLOUD_PROFILE: "", HOME: folder.path(".") }
    const ending = await runWorker(["import", folder.write("a.csv", ""), "--store", store], environment)
    expect(ending).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "imagesearch-worker: Configuration failed: the setting instance is missing, and so are region and the AccessKey. " +
        "Name the instance with --instance, or IMAGESEARCH_INSTANCE. " +
        "Name the region with --region, or ALIBABA_CLOUD_REGION_ID; or the host with --endpoint, or IMAGESEARCH_ENDPOINT. " +
        "Set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET, or name a profile with --profile, or ALIBABA_CLOUD_PROFILE.\n"
    })
    expect(existsSync(store)).toBe(false)
  })
})

describe("a key that a program prints", () => {
  /** A profile whose program counts how often it is run, and prints a key that lasts so many seconds. */
  const printedKey = async (seconds: number) => {
    const { service, environment } = await withProfiles([])
    const { folder } = service
    const print = `require("fs").appendFileSync(${JSON.stringify(folder.path("asked"))}, Date.now() + "\\n")
      const [mode, end] = ["StsToken", new Date(Date.now() + ${seconds} * 1000)]
      console.log(JSON.stringify({ mode, access_key_id: "temporary", access_key_secret: "of a test", sts_token: "t",
        expiration: end.toISOString() }))`
    const command = `${process.execPath} ${folder.write("print.js", print)}`
    const printed = { name: "printed", mode: "External", process_command: command }
    folder.write(".aliyun/config.json", JSON.stringify({ current: "printed", profiles: [printed] }))
    return {
      service,
      environment,
      asked: () => readFileSync(folder.path("asked"), "utf8").trim().split("\n").map(Number)
    }
  }

  it.each([[[]], [["--rate", "50"]]])("is asked for once a run, with the flags %j", async (flags) => {
    const { service, environment, asked } = await printedKey(3_600)
    expect(await service.import("a.csv", flags, environment)).toMatchObject({ code: 0 })
    expect(service.added).toHaveLength(1)
    expect(asked()).toHaveLength(1)
  })

  it("is replaced while pictures are sent (real time: 5 s)", async () => {
    const { service, environment, asked } = await printedKey(4)
    writeCatalogue(service.folder, "many.csv", 10)
    expect(await service.import("many.csv", ["--rate", "2"], environment)).toMatchObject({ code: 0 })
    const [first = 0, second = 0] = asked()
    // In the last quarter of its life; the emulator itself would take it for ever.
    expect(second - first).toBeGreaterThan(2_500)
  })
})

describe("the worker's network", () => {
  it("goes through the proxy of --proxy", async () => {
    const { service, environment } = await withProfiles([{ name: "shop", mode: "AK", ...key }])
    const targets: string[] = []
    const proxy = http.createServer((request, response) => {
      targets.push(request.url ?? "")
      response.writeHead(403).end(JSON.stringify({ Code: "Forbidden.RAM", Message: "no", RequestId: "R" }))
    })
    await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve))
    onTestFinished(() => void proxy.close())
    const { port } = proxy.address() as net.AddressInfo // a TCP server has one
    const flags = ["--profile", "shop", "--endpoint", "http://imagesearch.test", "--proxy", `http://127.0.0.1:${port}`]
    // The first endpoint is the emulator's, which is asked first: through the proxy too.
    expect(await service.import("a.csv", flags, environment)).toMatchObject({ code: 77 })
    expect(targets[0]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?InstanceName=demo$/)
  })

  it.each([
    [["--proxy", "somewhere"], "the setting networkOptions.proxy cannot be used"],
    [["--ca-file", "/nonexistent.pem"], "there is no file /nonexistent.pem"]
  ])("ends the run with 2 for %j", async (flags, says) => {
    const { service, environment } = await withProfiles([])
    const ending = await service.import("a.csv", flags, environment)
    expect(ending).toMatchObject({ code: 2, stderr: expect.stringContaining(says) })
  })
})
