import { execFile } from "node:child_process"
import http from "node:http"
import net from "node:net"
import { promisify } from "node:util"
import { expect, it } from "vitest"
import { isLoopbackHost } from "../src/loopbackOnly.ts"

const failureOf = (socket: net.Socket): Promise<unknown> => new Promise((resolve) => socket.once("error", resolve))

it.each(["100.100.100.200", "imagesearch.cn-shanghai.aliyuncs.com", "10.0.0.1", "0.0.0.0"])(
  "refuses a connection to %s",
  async (host) => {
    expect(await failureOf(net.connect({ host, port: 80 }))).toMatchObject({ code: "OUTSIDE_LOOPBACK" })
    expect(await failureOf(net.connect(80, host))).toMatchObject({ code: "OUTSIDE_LOOPBACK" })
  }
)

it("refuses fetch to a real host", async () => {
  await expect(fetch("http://imagesearch.cn-shanghai.aliyuncs.com/")).rejects.toMatchObject({
    cause: { code: "OUTSIDE_LOOPBACK" }
  })
})

it("lets loopback through, by address and by name", async () => {
  const server = http.createServer((_, response) => response.end("here")).listen(0, "127.0.0.1")
  await new Promise((resolve) => server.once("listening", resolve))
  const { port } = server.address() as net.AddressInfo // a TCP server has one
  expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("here")
  expect(await (await fetch(`http://localhost:${port}/`)).text()).toBe("here")
  server.close()
})

it("guards the processes that a test starts", async () => {
  const script = "require('node:net').connect(80, '100.100.100.200').once('error', (e) => console.log(e.code))"
  const { stdout } = await promisify(execFile)(process.execPath, ["-e", script])
  expect(stdout.trim()).toBe("OUTSIDE_LOOPBACK")
})

it.each([
  ["bucket.oss-cn-shanghai.localhost", true],
  ["127.0.0.2", true],
  ["127.0.0.1.example.com", false],
  ["notlocalhost", false],
  ["1270.0.0.1", false]
])("tells that %s is loopback: %s", (host, expected) => {
  expect(isLoopbackHost(host)).toBe(expected)
})
