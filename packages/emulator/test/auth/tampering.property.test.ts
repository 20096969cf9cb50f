// Raw bytes of a signed request are changed at random places on their way to a running emulator. None may be accepted.

import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { KEY, randomOf } from "../client.ts"
import { encodePairs, sign, type Signed } from "../signing.ts"
import { signRoa, signRpc } from "../signingV1.ts"

const ROUNDS = 400
const SEED = 20_261_124

const SCHEMES: readonly (readonly [string, (emulator: Emulator) => Wire])[] = [
  ["ACS3", (emulator) => acs3Wire(emulator)],
  ["RPC V1", (emulator) => rpcWire(emulator)],
  ["ROA V1", (emulator) => roaWire(emulator)]
]

describe.each(SCHEMES)("a request signed by %s with one changed byte", (_, wireOf) => {
  let emulator: Emulator

  beforeAll(async () => {
    emulator = await startEmulator({ ...KEY })
  })
  afterAll(() => emulator.close())

  it("is accepted as it was signed", async () => {
    expect(await exchange(emulator, wireOf(emulator).bytes)).toMatch(/^HTTP\/1\.1 200 /)
  })

  it(`is refused, at ${ROUNDS} places and values drawn with a fixed seed`, async () => {
    const random = randomOf(SEED)
    const accepted: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const { bytes, signed } = wireOf(emulator)
      const at = signed[Math.floor(random() * signed.length)] ?? 0
      const before = bytes[at] ?? 0
      const after = before ^ (1 + Math.floor(random() * 255))
      if (isSameMeaning(before, after)) continue
      bytes[at] = after
      const answer = await exchange(emulator, bytes)
      if (answer.startsWith("HTTP/1.1 2")) accepted.push(`byte ${at}: ${before} became ${after}`)
    }
    expect(accepted).toEqual([])
  })
})

/** Letter case carries no meaning in hexadecimal escapes and in the names of headers. */
const isSameMeaning = (before: number, after: number): boolean =>
  String.fromCharCode(before).toLowerCase() === String.fromCharCode(after).toLowerCase()

interface Wire {
  readonly bytes: Buffer
  /** The positions of the bytes that the signature covers. */
  readonly signed: readonly number[]
}

const acs3Wire = (emulator: Emulator): Wire =>
  wire(
    sign(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "DeleteImage",
      version: "2020-12-14",
      query: { InstanceName: emulator.instance },
      form: { ProductId: "shoe 1/中", PicName: "a.jpg" }
    }),
    /^(?:content-length|connection|user-agent):/i
  )

/** No header is part of this signature; but a form must come as one, or nobody reads it. */
const rpcWire = (emulator: Emulator): Wire =>
  wire(
    signRpc(KEY, {
      method: "POST",
      host: new URL(emulator.url).host,
      action: "DeleteImage",
      query: { InstanceName: emulator.instance },
      form: { ProductId: "shoe 1/中", PicName: "a.jpg" }
    }),
    /^(?:content-length|connection|user-agent|host|content-type):/i
  )

const roaWire = (emulator: Emulator): Wire =>
  wire(
    signRoa(KEY, {
      host: new URL(emulator.url).host,
      path: "/v2/image/delete",
      version: "2019-03-25",
      body: encodePairs({ InstanceName: emulator.instance, ProductId: "shoe 1/中", PicName: "a.jpg" })
    }),
    /^(?:content-length|connection|user-agent|host):/i
  )

const wire = ({ method, path, headers, body }: Signed, unsigned: RegExp): Wire => {
  const lines = [
    `${method} ${path} HTTP/1.1`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    "user-agent: test",
    "connection: close",
    `content-length: ${Buffer.byteLength(body)}`,
    "",
    body
  ]
  const signed: number[] = []
  let at = 0
  for (const line of lines) {
    // The protocol's own words are left alone: what they become is the HTTP parser's business.
    const end = line.endsWith(" HTTP/1.1") ? line.length - " HTTP/1.1".length : line.length
    if (!unsigned.test(line))
      for (let offset = 0; offset < end; offset += 1) if (line[offset] !== " ") signed.push(at + offset)
    at += line.length + 2
  }
  return { bytes: Buffer.from(lines.join("\r\n"), "latin1"), signed }
}

const exchange = (emulator: Emulator, bytes: Buffer): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => socket.end(bytes))
    socket.on("data", (chunk: Buffer) => chunks.push(chunk))
    // A broken connection is a refusal too.
    socket.on("error", () => undefined)
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")))
  })
