import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it } from "vitest"
import { silentEndpoint } from "./closedPort.ts"
import { runCli } from "./runCli.ts"

const settings = {
  ALIBABA_CLOUD_ACCESS_KEY_ID: "key",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-secret",
  IMAGESEARCH_INSTANCE: "shop"
}

describe("the process", () => {
  it.each([
    ["SIGINT", 130],
    ["SIGTERM", 143]
  ] as const)("ends on %s in the middle of a call with %i and without a word", async (signal, expected) => {
    await using silent = await silentEndpoint()
    const { code, stdout, stderr } = await runCli(["instance", "show"], {
      environment: { ...settings, IMAGESEARCH_ENDPOINT: silent.endpoint },
      whileRunning: async (child) => {
        await silent.connected
        child.kill(signal)
      }
    })
    expect({ code, stdout, stderr }).toEqual({ code: expected, stdout: "", stderr: "" })
  })

  it("ends with 69 when the time limit that was given runs out (takes 0.3 s of real time)", async () => {
    await using silent = await silentEndpoint()
    const { code, stderr } = await runCli(["instance", "show", "--timeout", "0.3"], {
      environment: { ...settings, IMAGESEARCH_ENDPOINT: silent.endpoint }
    })
    expect(code).toBe(69)
    expect(stderr).toContain("the time limit of the call (300 ms) ran out")
  })

  it("ends quietly when the reader of its output has gone", async () => {
    const { code, stderr } = await runCli(["regions"], { whileRunning: (child) => void child.stdout?.destroy() })
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" })
  })

  it("has no colours in a pipe", async () => {
    const { stdout } = await runCli(["--help"], { environment: { TERM: "xterm-256color" } })
    expect(stdout).not.toContain("\u001b")
  })
})

describe("a refusal of the service", () => {
  it.each([
    ["Throttling.User", 400, 75],
    ["Forbidden.RAM", 403, 77],
    ["ServiceUnavailable", 503, 69],
    ["InvalidParameter", 400, 1]
  ])("%s ends with its exit code and is told with its code", async (code, status, expected) => {
    const server = createServer((_, response) => {
      response
        .writeHead(status, { "content-type": "application/json" })
        .end(JSON.stringify({ Code: code, Message: "No,\nnot now", RequestId: "R-1" }))
    }).listen(0, "127.0.0.1")
    await once(server, "listening")
    const { port } = server.address() as AddressInfo // always a port, never a pipe
    const environment = { ...settings, IMAGESEARCH_ENDPOINT: `http://127.0.0.1:${port}` }
    const run = await runCli(["instance", "show", "--timeout", "0.5"], { environment })
    server.close()
    expect(run).toMatchObject({ code: expected, stdout: "" })
    expect(run.stderr).toMatch(
      new RegExp(String.raw`^imagesearch: Detail at .+ ${code}: No,\\nnot now\. .+ Request id R-1\.\n$`)
    )
  })
})
