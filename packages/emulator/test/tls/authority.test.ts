// The authority: what it signs, where it is kept, and who can read it.

import { spawnSync } from "node:child_process"
import { X509Certificate } from "node:crypto"
import { mkdtemp, readFile, rm, stat, writeFile, chmod } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { issueCertificate, makeAuthority, SERVER_DAYS } from "../../src/tls/Authority.ts"
import { TRUST_STORE_PASSWORD, trustStore } from "../../src/tls/trustStore.ts"
import { KEY } from "../client.ts"
import { sendSecure } from "./secureClient.ts"

const NOW = Date.UTC(2026, 10, 25)
const DAY_MS = 86_400_000

const hasProgram = (name: string, ...args: readonly string[]): boolean => spawnSync(name, args).status === 0

const start = (dataDir: string): Promise<Emulator> => startEmulator({ ...KEY, tls: "self-made", dataDir })

const modeOf = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8)

describe("the authority", () => {
  it("may sign certificates of servers and no further authority, and says so to strict verifiers", async () => {
    const { certificate, key } = await makeAuthority(NOW)
    const read = new X509Certificate(certificate)
    expect(read.ca).toBe(true)
    expect(read.verify(read.publicKey)).toBe(true)
    expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----\n/)
    expect(Date.parse(read.validTo) - Date.parse(read.validFrom)).toBe(3_650 * DAY_MS)
  })

  it("signs names and addresses of both kinds, for less time than verifiers refuse", async () => {
    const authority = await makeAuthority(NOW)
    const names = [
      "localhost",
      "*.oss-cn-shanghai.localhost",
      "127.0.0.1",
      "::1",
      "fd00:1::2:3",
      "2001:db8:1:2:3:4:5:6"
    ]
    const server = new X509Certificate((await issueCertificate(authority, names, NOW)).certificate)
    expect(server.verify(new X509Certificate(authority.certificate).publicKey)).toBe(true)
    expect(server.checkIssued(new X509Certificate(authority.certificate))).toBe(true)
    expect(server.ca).toBe(false)
    for (const name of ["localhost", "b.oss-cn-shanghai.localhost"]) expect(server.checkHost(name)).toBeDefined()
    for (const address of ["127.0.0.1", "::1", "fd00:1::2:3", "2001:db8:1:2:3:4:5:6"])
      expect(server.checkIP(address)).toBe(address)
    expect(server.checkHost("elsewhere.example")).toBeUndefined()
    expect(SERVER_DAYS).toBe(397)
    expect(Date.parse(server.validTo) - Date.parse(server.validFrom)).toBe(397 * DAY_MS)
    expect(Date.parse(server.validFrom)).toBe(NOW - DAY_MS)
  })
})

describe("the trust store", () => {
  it.skipIf(!hasProgram("openssl", "version"))("is opened by openssl with its password", async () => {
    const { certificate } = await makeAuthority(NOW)
    const { status, stdout } = spawnSync("openssl", ["pkcs12", "-nokeys", "-passin", `pass:${TRUST_STORE_PASSWORD}`], {
      input: await trustStore(certificate),
      encoding: "utf8"
    })
    expect(status).toBe(0)
    const [pem] = /-----BEGIN[\s\S]+-----\n/.exec(stdout) ?? []
    expect(pem).toBe(certificate)
  })

  it.skipIf(!hasProgram("keytool", "-help"))("holds one trusted certificate in the eyes of Java", async () => {
    const folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    const file = join(folder, "ca.p12")
    const { certificate } = await makeAuthority(NOW)
    await writeFile(file, await trustStore(certificate))
    const { status, stdout } = spawnSync("keytool", ["-list", "-keystore", file, "-storepass", TRUST_STORE_PASSWORD], {
      encoding: "utf8"
    })
    await rm(folder, { recursive: true })
    expect(stdout).toContain("trustedCertEntry")
    expect(stdout).toContain(new X509Certificate(certificate).fingerprint256)
    expect(status).toBe(0)
  })
})

describe("a data directory", () => {
  let dataDir: string

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
  })
  afterEach(() => rm(dataDir, { recursive: true }))

  it("keeps the authority, with a key that only its owner reads, so that clients trust the next start too", async () => {
    const first = await start(dataDir)
    await first.close()
    expect(await readFile(join(dataDir, "tls", "ca.pem"), "utf8")).toBe(first.authority)
    expect(await modeOf(join(dataDir, "tls", "ca-key.pem"))).toBe("600")
    expect((await readFile(join(dataDir, "tls", "ca.p12"))).length).toBeGreaterThan(500)
    await chmod(join(dataDir, "tls", "ca-key.pem"), 0o644)
    await using second = await start(dataDir)
    expect(second.authority).toBe(first.authority)
    expect(await modeOf(join(dataDir, "tls", "ca-key.pem"))).toBe("600")
    const { secureUrls } = second
    const health = { method: "GET", path: "/_emulator/health", headers: { host: "localhost" }, body: "" }
    expect(await sendSecure({ url: secureUrls[0] ?? "", authority: first.authority }, health)).toMatchObject({
      status: 200
    })
  })

  it("makes a new authority where an earlier start was killed before the certificate was written", async () => {
    await (await start(dataDir)).close()
    await rm(join(dataDir, "tls", "ca.pem"))
    await using second = await start(dataDir)
    expect(await readFile(join(dataDir, "tls", "ca.pem"), "utf8")).toBe(second.authority)
  })

  it.each([
    ["ca.pem", "not a certificate", "ca.pem holds no certificate"],
    ["ca-key.pem", "not a key", "ca-key.pem is not the key of ca.pem"]
  ])("with a damaged %s stops the start with what to do", async (name, content, reason) => {
    await (await start(dataDir)).close()
    await writeFile(join(dataDir, "tls", name), content)
    await expect(start(dataDir)).rejects.toThrow(
      `the certificate authority in ${join(dataDir, "tls")} cannot be used: ${reason}; remove that folder to have a new one made, and trust the new one`
    )
  })

  it("without the key stops the start too", async () => {
    await (await start(dataDir)).close()
    await rm(join(dataDir, "tls", "ca-key.pem"))
    await expect(start(dataDir)).rejects.toThrow("there is no ca-key.pem")
  })
})
