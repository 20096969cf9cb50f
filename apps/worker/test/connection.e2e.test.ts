import { mkdirSync } from "node:fs"
import http from "node:http"
import type net from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { startService } from "./support/service.ts"

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
