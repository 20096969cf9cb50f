// HTTP and TLS on one port, at the socket.

import type { X509Certificate } from "node:crypto"
import { once } from "node:events"
import { connect as connectPlain, isIP } from "node:net"
import { connect as connectTls } from "node:tls"
import { describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { issueCertificate, makeAuthority } from "../../src/tls/Authority.ts"
import { authorize, call, draw, KEY, membersOf, prepare, sdkForm } from "../client.ts"
import { sendSecure } from "./secureClient.ts"

const secureUrlOf = ({ secureUrls: [url = ""] }: Emulator): string => url

const portOf = ({ url }: Emulator): number => Number(new URL(url).port)

/** The certificate that a client is shown. */
const certificateOf = async (emulator: Emulator): Promise<X509Certificate> => {
  const ca = emulator.authority ?? ""
  const socket = connectTls({ host: "127.0.0.1", port: portOf(emulator), ca, servername: "localhost" })
  await once(socket, "secureConnect")
  const certificate = socket.getPeerX509Certificate()
  socket.destroy()
  if (certificate === undefined) throw new Error("the emulator has shown no certificate")
  return certificate
}

const health = { method: "GET", path: "/_emulator/health", headers: { host: "localhost" }, body: "" }

const detail = (emulator: Emulator, host: string) =>
  prepare(emulator, "Detail", { InstanceName: emulator.instance }, `https://${host}`)

describe("an emulator with TLS", () => {
  it.each([
    "localhost",
    "127.0.0.1",
    "imagesearch.cn-shanghai.aliyuncs.com",
    "imagesearch-vpc.cn-shanghai.aliyuncs.com",
    "openplatform.aliyuncs.com",
    "sh-imagesearch-transfer-station.oss-cn-shanghai.localhost",
    "sh-imagesearch-transfer-station.oss-cn-shanghai-internal.localhost"
  ])("answers under %s with a certificate that holds, and without TLS on the same port", async (name) => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const url = secureUrlOf(emulator)
    expect(new URL(url)).toMatchObject({ protocol: "https:", port: String(portOf(emulator)) })
    const named = name === "127.0.0.1" ? {} : { name }
    const isStore = name.includes(".oss-")
    const asked = isStore ? { method: "GET", path: "/no", headers: { host: name }, body: "" } : detail(emulator, name)
    const reply = await sendSecure({ url, authority: emulator.authority, ...named }, asked)
    expect(reply.status).toBe(isStore ? 404 : 200)
    expect((await call(emulator, "Detail")).status).toBe(200)
  })

  it.each([
    [{ host: "my_container" }, "my_container"],
    [{ host: "192.168.1.5", port: 443 }, "192.168.1.5"],
    [{ host: "fd00::2" }, "fd00::2"]
  ])("that advertises %o has a certificate for it, and for the upload host of others", async (advertise, name) => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made", advertise })
    const shown = await certificateOf(emulator)
    expect(isIP(name) === 0 ? shown.checkHost(name) : shown.checkIP(name)).toBe(name)
    const ticket = await authorize(emulator)
    expect(shown.checkHost(`${ticket.Bucket}.${ticket.Endpoint.replace(/:\d+$/, "")}`)).toBeDefined()
    expect(ticket.Endpoint).toMatch(/^oss-cn-shanghai\.imagesearch-emulator\.test:\d+$/)
  })

  it("is trusted by nobody who does not know its authority, and under no other name", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const url = secureUrlOf(emulator)
    await expect(sendSecure({ url, authority: undefined }, health)).rejects.toMatchObject({
      code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE"
    })
    await expect(
      sendSecure({ url, authority: emulator.authority, name: "elsewhere.example" }, health)
    ).rejects.toMatchObject({ code: "ERR_TLS_CERT_ALTNAME_INVALID" })
  })

  it("takes an upload over TLS, as the official SDK sends it", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const ticket = await authorize(emulator)
    const name = `${ticket.Bucket}.${ticket.Endpoint.replace(/:\d+$/, "")}`
    const reply = await sendSecure(
      { url: secureUrlOf(emulator), authority: emulator.authority, name },
      {
        method: "POST",
        path: "/",
        headers: { host: name, "content-type": "multipart/form-data; boundary=boundaryf094372aa4bc" },
        body: sdkForm(ticket, await draw({ seed: 1 }))
      }
    )
    expect(reply.status).toBe(201)
    const PicContent = `http://${ticket.Bucket}.${ticket.Endpoint}/${ticket.ObjectKey}`
    const added = await call(emulator, "AddImage", { ProductId: "p", PicName: "n", PicContent })
    expect(added.body).toMatchObject({ Success: true })
  })

  it("hands out links over TLS to those who asked over TLS", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    await call(emulator, "DumpMeta")
    const list = async () =>
      sendSecure(
        { url: secureUrlOf(emulator), authority: emulator.authority },
        prepare(emulator, "DumpMetaList", { InstanceName: emulator.instance }, secureUrlOf(emulator))
      )
    const link = async (): Promise<string> => {
      const { DumpMetaList: tasks } = membersOf((await list()).body["Data"])
      return Array.isArray(tasks) ? String(membersOf(tasks[0])["MetaUrl"]) : ""
    }
    await expect.poll(link).toMatch(/^https:\/\/127\.0\.0\.1:/)
    const { pathname, search } = new URL(await link())
    const file = await sendSecure(
      { url: secureUrlOf(emulator), authority: emulator.authority },
      { method: "GET", path: `${pathname}${search}`, headers: { host: "127.0.0.1" }, body: "" }
    )
    expect(file.status).toBe(200)
  })

  it("shows the certificate that the user brings, and then has no authority of its own", async () => {
    const authority = await makeAuthority(Date.now())
    const tls = await issueCertificate(authority, ["search.example"], Date.now())
    await using emulator = await startEmulator({ ...KEY, tls })
    const url = secureUrlOf(emulator)
    expect(await sendSecure({ url, authority: authority.certificate, name: "search.example" }, health)).toMatchObject({
      status: 200
    })
    expect(emulator.authority).toBeUndefined()
  })

  it("does not start with a certificate and the key of another", async () => {
    const [one, other] = [await makeAuthority(Date.now()), await makeAuthority(Date.now())]
    await expect(startEmulator({ ...KEY, tls: { certificate: one.certificate, key: other.key } })).rejects.toThrow(
      /^the certificate and the key for TLS cannot be used together \(.+\); both have to be PEM$/
    )
  })

  it("waits for the rest of a connection whose first byte came alone", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const socket = connectPlain(portOf(emulator), "127.0.0.1")
    await once(socket, "connect")
    socket.setNoDelay(true).write("G")
    // An answer to another connection shows that the byte had its time.
    await call(emulator, "Detail")
    socket.write("ET /_emulator/health HTTP/1.1\r\nhost: localhost\r\n\r\n")
    const [answer] = await once(socket, "data")
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
    socket.destroy()
  })

  it("goes on after connections that are neither HTTP nor TLS, or end at once", async () => {
    const warnings: string[] = []
    await using emulator = await startEmulator({
      ...KEY,
      tls: "self-made",
      warn: (line) => void warnings.push(line)
    })
    for (const bytes of ["\x16nonsense", "\x16\x03\x01\x00\x05hello", "\x00", "SSH-2.0-x\r\n", ""]) {
      const socket = connectPlain(portOf(emulator), "127.0.0.1").on("error", () => undefined)
      await once(socket, "connect")
      socket.end(bytes, "latin1").resume()
      await once(socket, "close")
    }
    expect((await call(emulator, "Detail")).status).toBe(200)
    expect(warnings).toEqual([])
  })

  it("survives clients that break their connection at any point of the handshake and behind it", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const broken = async (after: "hello" | "handshake" | "request"): Promise<void> => {
      const below = connectPlain(portOf(emulator), "127.0.0.1").on("error", () => undefined)
      await once(below, "connect")
      const ca = emulator.authority ?? ""
      const above = connectTls({ socket: below, ca, servername: "localhost" }).on("error", () => undefined)
      if (after !== "hello") await once(above, "secureConnect")
      if (after === "request") above.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\nhalf")
      await call(emulator, "Detail")
      below.resetAndDestroy()
    }
    for (const after of ["hello", "handshake", "request"] as const)
      for (let time = 0; time < 5; time += 1) await broken(after)
    expect((await call(emulator, "Detail")).status).toBe(200)
    expect(await sendSecure({ url: secureUrlOf(emulator), authority: emulator.authority }, health)).toMatchObject({
      status: 200
    })
  })

  it("logs why a handshake failed, for the one who wonders why a client does not come through", async () => {
    const lines: string[] = []
    await using emulator = await startEmulator({ ...KEY, tls: "self-made", log: (line) => void lines.push(line) })
    const socket = connectPlain(portOf(emulator), "127.0.0.1").on("error", () => undefined)
    socket.resume().write("\x16\x03\x01\x00\x05hello", "latin1")
    await once(socket, "close")
    expect(lines).toEqual([expect.stringMatching(/^TLS handshake failed: ERR_SSL_\w+$/)])
  })

  it("takes an endpoint down with its encrypted connections, but for the one that asked", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made", endpoints: 2 })
    const target = { url: secureUrlOf(emulator), authority: emulator.authority }
    const open = connectTls({
      port: portOf(emulator),
      host: "127.0.0.1",
      ...(emulator.authority === undefined ? {} : { ca: emulator.authority })
    })
    await once(open, "secureConnect")
    open.write("GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\n\r\n")
    await once(open, "data")
    const broken = once(open, "error")
    const down = { ...health, method: "POST", path: "/_emulator/endpoints/0/down" }
    expect(await sendSecure(target, down)).toMatchObject({ status: 200, body: { isUp: false } })
    expect(await broken).toMatchObject([{ code: "ECONNRESET" }])
    await expect(sendSecure(target, health)).rejects.toMatchObject({ code: "ECONNREFUSED" })
    await emulator.bringUp(0)
    expect(await sendSecure(target, health)).toMatchObject({ status: 200 })
  })

  it.each(["before", "after"] as const)("resets the connection of a fault %s the operation", async (when) => {
    const warnings: string[] = []
    await using emulator = await startEmulator({
      ...KEY,
      tls: "self-made",
      warn: (line) => void warnings.push(line)
    })
    await emulator.control.addFaults({ operation: "Detail", faults: [{ kind: "reset", when }], count: 1 })
    const target = { url: secureUrlOf(emulator), authority: emulator.authority }
    await expect(sendSecure(target, detail(emulator, "localhost"))).rejects.toMatchObject({ code: "ECONNRESET" })
    expect(await sendSecure(target, detail(emulator, "localhost"))).toMatchObject({ status: 200 })
    expect(await emulator.control.requests()).toMatchObject([{ fault: "reset", status: null }, { status: 200 }])
    expect(warnings).toEqual([])
  })

  it("closes although connections stand open that have sent nothing, or half a handshake", async () => {
    const emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const silent = connectPlain(portOf(emulator), "127.0.0.1").on("error", () => undefined)
    const half = connectPlain(portOf(emulator), "127.0.0.1").on("error", () => undefined)
    half.write("\x16\x03\x01", "latin1")
    await Promise.all([once(silent, "connect"), once(half, "connect")])
    await call(emulator, "Detail")
    await emulator.close()
    await expect(call(emulator, "Detail")).rejects.toMatchObject({ code: "ECONNREFUSED" })
    silent.destroy()
    half.destroy()
  })
})

describe("the control plane", () => {
  it("gives the certificate of the authority, and has none without TLS", async () => {
    await using emulator = await startEmulator({ ...KEY, tls: "self-made" })
    const target = { url: secureUrlOf(emulator), authority: emulator.authority }
    const { text, headers } = await sendSecure(target, { ...health, path: "/_emulator/ca.pem" })
    expect(text).toBe(emulator.authority)
    expect(headers["content-type"]).toBe("application/x-pem-file")
    await using plain = await startEmulator({ ...KEY })
    for (const file of ["ca.pem", "ca.p12"]) {
      const reply = await fetch(`${plain.url}/_emulator/${file}`)
      expect(reply.status).toBe(404)
      expect(await reply.json()).toEqual({
        error: "there is no certificate authority; start the emulator with --tls to have one"
      })
    }
  })
})
