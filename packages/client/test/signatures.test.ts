/** Every scheme that a client can sign by, judged by the emulator's verifiers, which share no code with the signers. */
import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { fromStatic } from "../src/credentials/index.ts"
import { createImageSearch, ImageSearchError, type ImageSearchConfig } from "../src/promise.ts"
import { emulated, keys } from "./support/emulated.ts"
import { disc } from "./support/picture.ts"

const bearerToken = "bearer-token-that-must-not-leak"
const securityToken = "security-token-that-must-not-leak"
/** Instead of the key that the clients of these tests have. */
const noKey = { accessKeyId: "", accessKeySecret: "" }

const emulator = async () => {
  const world = await emulated({ bearerToken, keys: [{ ...keys, accessKeyId: "temporary", securityToken }] })
  onTestFinished(() => world[Symbol.asyncDispose]())
  return world
}

const schemes: ReadonlyArray<readonly [string, ImageSearchConfig]> = [
  ["ACS3 by default", {}],
  ["ACS3 by name", { signature: "acs3" }],
  ["ACS3 with SM3", { signature: "acs3-sm3" }],
  ["RPC V1", { signature: "rpc-v1" }],
  ["a bearer token", { bearerToken, ...noKey }]
]

describe.each(schemes)("signed by %s", (_, config) => {
  it("an upload, a form, a query and a filter of every script are taken", async () => {
    const { clientWith } = await emulator()
    const client = clientWith(config)
    const name = { productId: "p~1*'()! 图 & + = %", picName: "图 1+2.ppm" }
    await client.addImage({ ...name, picture: disc(), customContent: 'é\n"x" +%20', strAttr: "a b+c" })
    const { hits } = await client.byName({ ...name, filter: 'str_attr="a b+c"', scoreThreshold: 0.5 })
    expect(hits).toMatchObject([{ ...name, customContent: 'é\n"x" +%20' }])
    await client.updateImage({ ...name, intAttr3: -3 })
    expect((await client.exists(name)).stored).toMatchObject({ intAttr3: -3 })
    expect((await client.detail()).instance.pictures).toBe(1)
  })
})

describe.each(schemes.slice(0, 4))("signed by %s", (_, config) => {
  it("a temporary key is taken with its token, and refused without", async () => {
    const { clientWith } = await emulator()
    const temporary = { ...config, accessKeyId: "temporary" }
    expect((await clientWith({ ...temporary, securityToken }).detail()).instance.name).toBe("demo")
    await expect(clientWith(temporary).detail()).rejects.toMatchObject({ reason: { _tag: "Credentials" } })
  })

  it("a wrong secret is refused, and neither it nor a token is shown", async () => {
    const { clientWith } = await emulator()
    const accessKeySecret = "a-wrong-secret-that-must-not-leak"
    const wrong = clientWith({ ...config, accessKeyId: "temporary", securityToken, accessKeySecret })
    const error: unknown = await wrong.detail().catch((reason: unknown) => reason)
    if (!(error instanceof ImageSearchError)) throw new Error(`expected an ImageSearchError, got ${String(error)}`)
    expect(error.reason).toMatchObject({ _tag: "Credentials", code: "SignatureDoesNotMatch" })
    const shown = `${error.stack}${JSON.stringify(error)}`
    for (const secret of ["must-not-leak", "Signature="]) expect(shown).not.toContain(secret)
  })
})

it.each([
  [{}, "ACS3-HMAC-SHA256 Credential=testid"],
  [{ signature: "acs3-sm3" }, "ACS3-HMAC-SM3 Credential=testid"],
  [{ signature: "rpc-v1" }, "SignatureMethod=HMAC-SHA1"],
  [{ bearerToken, ...noKey }, `x-acs-bearer-token: ${bearerToken}`]
] as const)("%j is what goes over the wire", async (config, mark) => {
  const seen: string[] = []
  const server = createServer(({ url, rawHeaders }, response) => {
    const headers = rawHeaders.map((text, at) => (at % 2 === 0 ? `\n${text}: ` : text)).join("")
    seen.push(`${url}${headers}`)
    response.end(JSON.stringify({ RequestId: "R", Instance: { Name: "shop" } }))
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo // a TCP server has one
  await using client = createImageSearch({ ...keys, ...config, instance: "shop", endpoint: `http://127.0.0.1:${port}` })
  await client.detail()
  server.close()
  expect(seen).toHaveLength(1)
  expect(seen[0]?.toLowerCase()).toContain(mark.toLowerCase())
})

it("a wrong bearer token is refused, and not shown", async () => {
  const { clientWith } = await emulator()
  const error: unknown = await clientWith({ bearerToken: "another-that-must-not-leak", ...noKey })
    .detail()
    .catch((reason: unknown) => reason)
  expect(error).toMatchObject({ reason: { _tag: "Rejected", code: "InvalidBearerToken" } })
  expect(`${String(error)}${JSON.stringify(error)}`).not.toContain("must-not-leak")
})

const oneProof = "Leave one of them out: a bearer token is sent in place of a signature, and needs no key."

it.each([
  [{ signature: "roa-v1" as never }, 'the setting signature "roa-v1" does not sign these operations. Choose acs3 or'],
  [{ signature: "acs3" as const, bearerToken }, "the setting signature is given beside a bearer token."],
  [{ bearerToken: "two\nlines" }, "the setting bearerToken holds a blank, a line break or"],
  [{ bearerToken: "" }, "the setting bearerToken is empty."],
  [{ bearerToken }, `bearerToken is given beside accessKeyId. ${oneProof}`],
  [{ bearerToken, accessKeyId: "" }, `bearerToken is given beside accessKeySecret. ${oneProof}`],
  [{ bearerToken, ...noKey, profile: "p" }, `bearerToken is given beside profile. ${oneProof}`],
  [{ bearerToken, ...noKey, securityToken }, `bearerToken is given beside securityToken. ${oneProof}`],
  [{ bearerToken, ...noKey, credentials: fromStatic(keys) }, `bearerToken is given beside credentials. ${oneProof}`]
])("%j is refused at once", async (config, problem) => {
  const { clientWith } = await emulator()
  expect(() => clientWith(config)).toThrow(problem)
})
