// Requests that no client sends, at the socket of a running emulator. Whatever they are, they may not be carried out,
// break the emulator, or stay in the way of the next good request.

import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../src/index.ts"
import { call, KEY, prepare, randomOf } from "./client.ts"
import { heldBytes } from "./heldBytes.ts"
import { signRoa } from "./signingV1.ts"

const SEED = 20_261_125
const ROUNDS = 10_000

/** So many rounds run beside each other, each with a sequence of its own. */
const LANES = 8

/** The machine may be busy; what has not been tried by then is left for another day. */
const MOST_MS = 30_000

/**
 * The records of requests, which hold 32 MB at most, and as much again for what the engine compiles on the way: far less
 * than 10,000 bodies or sockets that nobody lets go of.
 */
const MOST_GROWTH_BYTES = 64 * 1_024 * 1_024

/** An answer takes milliseconds; a connection that is still open by then hangs. */
const HANGS_MS = 3_000

type Random = () => number
type Shape = (random: Random, emulator: Emulator) => Buffer

const pick = <T>(random: Random, from: readonly T[]): T => {
  const picked = from[Math.floor(random() * from.length)]
  if (picked === undefined) throw new RangeError("nothing to pick from")
  return picked
}

const latin1 = (text: string): Buffer => Buffer.from(text, "latin1")

/** A second request in the place of a body: it must never be answered. */
const SMUGGLED = "GET /_emulator/health HTTP/1.1\r\nhost: localhost\r\n\r\n"

const FRAMINGS = [
  `content-length: ${SMUGGLED.length}\r\ntransfer-encoding: chunked`,
  "transfer-encoding: chunked\r\ncontent-length: 4",
  "content-length: 0\r\ncontent-length: 60",
  "content-length: 60\r\ncontent-length: 0",
  "content-length: +0",
  "content-length: 0x0",
  "content-length: -1",
  "content-length: 0, 0",
  "content-length: 99999999999999999999",
  "transfer-encoding: chunked\r\ntransfer-encoding: identity",
  "transfer-encoding: identity, chunked, gzip",
  "transfer-encoding: xchunked",
  "transfer-encoding : chunked",
  "transfer-encoding:\x0bchunked",
  "x: y\r\n transfer-encoding: chunked",
  "x: y\ncontent-length: 60",
  "x\x00y: z"
]

const smuggling: Shape = (random) =>
  latin1(
    `${pick(random, ["POST", "GET", "PUT"])} / HTTP/1.1\r\nhost: x\r\n${pick(random, FRAMINGS)}\r\n\r\n${pick(random, ["0\r\n\r\n", ""])}${SMUGGLED}`
  )

const CHUNKS = [
  "g\r\nx\r\n",
  "-1\r\n",
  "ffffffffffffffff\r\nx",
  "3\r\nabcdef\r\n0\r\n\r\n",
  `1;${"e".repeat(20_000)}\r\nx\r\n`,
  "3\nabc\n0\n\n",
  "\r\n"
]

const chunking: Shape = (random) =>
  latin1(`POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n${pick(random, CHUNKS)}`)

const oversize: Shape = (random) =>
  latin1(
    pick(random, [
      `GET /?a=${"a".repeat(20_000)} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: x\r\nx-acs-action: ${"a".repeat(20_000)}\r\n\r\n`,
      `GET / HTTP/1.1\r\nhost: x\r\n${"a: b\r\n".repeat(3_000)}\r\n`,
      `POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9000000\r\n\r\nhalf`,
      `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: 100000\r\n\r\n${"&".repeat(100_000)}`,
      `POST /?${"a&".repeat(1_500)} HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n`
    ])
  )

const KEYS = [
  "../../etc/passwd",
  "%2e%2e/%2e%2e/etc/passwd",
  "..%5c..%5cwin.ini",
  "/etc/passwd",
  "a/../../b",
  "%00",
  "%",
  "..;/x",
  "."
]

const traversal: Shape = (random) => {
  const key = pick(random, KEYS)
  const bucket = "viapi-customer-temp"
  const form = `--b\r\nContent-Disposition: form-data; name="key"\r\n\r\n${key}\r\n--b\r\nContent-Disposition: form-data; name="file"; filename="${key}"\r\n\r\nx\r\n--b--\r\n`
  return latin1(
    pick(random, [
      `GET /${bucket}/${key} HTTP/1.1\r\nhost: x\r\n\r\n`,
      `GET /${key} HTTP/1.1\r\nhost: ${bucket}.oss-cn-shanghai.localhost\r\n\r\n`,
      `POST /${bucket}/ HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=b\r\ncontent-length: ${form.length}\r\n\r\n${form}`,
      `GET /_emulator/${key} HTTP/1.1\r\nhost: localhost\r\n\r\n`,
      `POST /v2/image/../../${key} HTTP/1.1\r\nhost: x\r\nx-acs-version: 2019-03-25\r\ncontent-length: 0\r\n\r\n`,
      `GET http://evil.example/${key} HTTP/1.1\r\nhost: x\r\n\r\n`
    ])
  )
}

const START_LINES = [
  "GET",
  "GET /",
  "GET / HTTP/9.9",
  "GET / HTTP/1.0",
  "CONNECT x:1 HTTP/1.1",
  "OPTIONS * HTTP/1.1",
  "PRI * HTTP/2.0",
  "\x16\x03\x01\x02",
  "TRACE / HTTP/1.1",
  "GET \\ HTTP/1.1"
]

const startLine: Shape = (random) =>
  latin1(
    `${pick(random, START_LINES)}\r\n${pick(random, ["host: x\r\n", "", "host: x\r\nhost: y\r\n", "expect: 200-nonsense\r\nhost: x\r\n", "upgrade: h2c\r\nconnection: upgrade\r\nhost: x\r\n"])}\r\n`
  )

const noise: Shape = (random) =>
  Buffer.from(Array.from({ length: 1 + Math.floor(random() * 300) }, () => Math.floor(random() * 256)))

const AUTHORIZATIONS = [
  "acs :",
  "acs testid:",
  "ACS3-HMAC-SHA256",
  "ACS3-HMAC-SM3 Credential=,SignedHeaders=,Signature=",
  "Bearer x",
  "acs testid:\xff",
  `acs ${"a".repeat(4_000)}:x`
]

const credentials: Shape = (random) =>
  latin1(
    pick(random, [
      `POST / HTTP/1.1\r\nhost: x\r\nx-acs-action: Detail\r\nx-acs-version: 2020-12-14\r\nauthorization: ${pick(random, AUTHORIZATIONS)}\r\ncontent-length: 0\r\n\r\n`,
      "GET /?Action=Detail&Version=2020-12-14&Signature=%FF&AccessKeyId=testid&__proto__=1&constructor=2 HTTP/1.1\r\nhost: x\r\n\r\n",
      "GET /?Action=__proto__&Version=constructor HTTP/1.1\r\nhost: x\r\n\r\n",
      "GET /?Action=Detail&Version=2020-12-14&BearerToken=&SignatureType=%00 HTTP/1.1\r\nhost: x\r\n\r\n"
    ])
  )

const wire = (start: string, headers: Readonly<Record<string, string>>, body: string): Buffer => {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`)
  return latin1([start, ...lines, `content-length: ${Buffer.byteLength(body)}`, "", body].join("\r\n"))
}

/** Rightly signed, so that the malformed part gets as far as the operation. */
const signedNonsense: Shape = (random, emulator) => {
  const text = String.fromCharCode(...Array.from({ length: 30 }, () => 32 + Math.floor(random() * 95)))
  if (random() < 0.5) {
    const values = {
      InstanceName: emulator.instance,
      ProductId: text,
      PicName: text,
      PicContent: `http://viapi-customer-temp.oss-x.localhost/../${text}`,
      Filter: text,
      Region: text
    }
    const { method, path, headers, body } = prepare(
      emulator,
      pick(random, ["AddImage", "SearchImageByPic", "UpdateImage"]),
      values
    )
    return wire(`${method} ${path} HTTP/1.1`, headers, body)
  }
  const { method, path, headers, body } = signRoa(KEY, {
    host: "x",
    path: "/item/add",
    version: "2018-01-20",
    query: { instanceName: emulator.instance },
    body: text
  })
  return wire(`${method} ${path} HTTP/1.1`, headers, body)
}

/** A good request of which some bytes were changed or cut off. */
const damaged: Shape = (random, emulator) => {
  const { method, path, headers, body } = prepare(emulator, "DeleteImage", {
    InstanceName: emulator.instance,
    ProductId: "p"
  })
  const bytes = wire(`${method} ${path} HTTP/1.1`, headers, body)
  for (let count = 0; count < 3; count += 1) bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256)
  return random() < 0.3 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes
}

const SHAPES: readonly Shape[] = [
  smuggling,
  chunking,
  oversize,
  traversal,
  startLine,
  noise,
  credentials,
  signedNonsense,
  damaged
]

/** Sends bytes, ends the connection on this side, and resolves to all that came back. */
const exchange = (emulator: Emulator, bytes: Buffer): Promise<string> =>
  new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1", () => socket.end(bytes))
    socket.setTimeout(HANGS_MS, () => {
      chunks.push(latin1("HANGS"))
      socket.destroy()
    })
    socket.on("data", (chunk: Buffer) => chunks.push(chunk))
    // A broken connection is a refusal too.
    socket.on("error", () => undefined)
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")))
  })

/** Sends one hostile request and then a good one; resolves to what is wrong, if anything is. */
const round = async (emulator: Emulator, bytes: Buffer): Promise<string | undefined> => {
  const answer = await exchange(emulator, bytes)
  const isWrong = /HANGS|HTTP\/1\.1 5\d\d|"uptimeMs"|root:/.test(answer)
  const { status } = await call(emulator, "Detail")
  if (!isWrong && status === 200) return undefined
  return `${status} behind ${JSON.stringify(bytes.toString("latin1").slice(0, 300))} which got ${answer.slice(0, 300)}`
}

describe("a running emulator", () => {
  const warnings: string[] = []
  let parent: string
  let emulator: Emulator

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    await writeFile(join(parent, "beside.txt"), "untouched")
    emulator = await startEmulator({
      ...KEY,
      tls: "self-made",
      dataDir: join(parent, "data"),
      warn: (line) => void warnings.push(line)
    })
  })
  afterAll(async () => {
    await emulator.close()
    await rm(parent, { recursive: true })
  })

  it(
    `answers a good request behind each of ${ROUNDS} hostile ones, drawn with a fixed seed, and keeps nothing of them`,
    async () => {
      const startedAt = performance.now()
      const inside = (await readdir(join(parent, "data"))).toSorted()
      const problems: string[] = []
      let rounds = 0
      let warmBytes = await heldBytes()
      const lane = async (seed: number): Promise<void> => {
        const random = randomOf(seed)
        while (rounds < ROUNDS && performance.now() - startedAt < MOST_MS) {
          rounds += 1
          if (rounds === ROUNDS / 10) warmBytes = await heldBytes()
          const problem = await round(emulator, pick(random, SHAPES)(random, emulator))
          if (problem !== undefined) problems.push(problem)
        }
      }
      await Promise.all(Array.from({ length: LANES }, (_, at) => lane(SEED + at)))
      expect(problems).toEqual([])
      expect(warnings).toEqual([])
      expect((await heldBytes()) - warmBytes).toBeLessThan(MOST_GROWTH_BYTES)
      expect((await readdir(parent)).toSorted()).toEqual(["beside.txt", "data"])
      expect(await readFile(join(parent, "beside.txt"), "utf8")).toBe("untouched")
      expect((await readdir(join(parent, "data"))).toSorted()).toEqual(inside)
    },
    MOST_MS + 20_000
  )
})
