/**
 * The signer against a verifier that shares no code with it: requests full of ugly marks go to the emulator over HTTP.
 * Each goes out twice: first with one byte changed on the way, which must be refused, then as it was signed. A nonce is
 * spent by the second only, so that neither answer can be owed to it.
 */
import { once } from "node:events"
import { Agent, request as httpRequest, type IncomingMessage } from "node:http"
import { text } from "node:stream/consumers"
import { acs3Headers, encodePairs, percentEncode, prepareAcs3, sha256Hex, type Pair } from "@imagesearch/core"
import { startEmulator } from "@imagesearch/emulator"
import { expect, it } from "vitest"

const REQUESTS = 2_000
const CONNECTIONS = 8
const key = { accessKeyId: "testid", accessKeySecret: "testsecret" }
const sign = prepareAcs3(key)

interface Signed {
  readonly method: string
  readonly query: readonly Pair[]
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  readonly encode: (text: string) => string
}

it("signs 2,000 generated requests that the emulator takes, and refuses with one byte changed", async () => {
  await using emulator = await startEmulator({ ...key, instance: "demo" })
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  const host = new URL(emulator.url).host
  const numbers = Array.from({ length: REQUESTS }, (_, number) => number)
  const failures: string[] = []
  const refusals = new Map<string, number>()
  const work = async () => {
    for (let number = numbers.shift(); number !== undefined; number = numbers.shift()) {
      const random = randomOf(number)
      const signed = generate(random, host, number)
      const [part, changed] = withOneByteChanged(random, signed)
      const refused = await send(emulator.url, agent, changed)
      const code = /"Code":"([^"]+)"/.exec(refused.text)?.[1] ?? ""
      if (refused.status < 400) failures.push(`${number}: taken with another ${part}: ${JSON.stringify(changed)}`)
      refusals.set(`${part}: ${code}`, (refusals.get(`${part}: ${code}`) ?? 0) + 1)
      const taken = await send(emulator.url, agent, signed)
      if (taken.status !== 200) failures.push(`${number}: refused: ${taken.text}`)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, work))
  agent.destroy()

  expect(failures.slice(0, 3)).toEqual([])
  // Every part was hit, and refused for its signature, not by the way.
  expect([...refusals.keys()].toSorted()).toEqual(
    ["body", "header", "key id", "query name", "query value", "signature"].map((part) =>
      part === "key id" ? `${part}: InvalidAccessKeyId.NotFound` : `${part}: SignatureDoesNotMatch`
    )
  )
}, 60_000)

type Random = () => number

const generate = (random: Random, host: string, number: number): Signed => {
  const pairs = (least: number) =>
    Array.from({ length: least + Math.floor(random() * 4) }, (_, at): Pair => [
      `${at % 3}${ugly(random)}`,
      ugly(random) || "-"
    ])
  // Sorted by value: what becomes of a name that comes twice is for the sender to keep in order.
  const query = [["InstanceName", "demo"] as const, ...pairs(1)].toSorted((a, b) => (a[1] < b[1] ? -1 : 1))
  const body = encodePairs(pairs(1))
  const payloadHash = sha256Hex(body)
  const headers = {
    ...acs3Headers({
      ...key,
      host,
      action: "Detail",
      version: "2020-12-14",
      date: `${new Date().toISOString().slice(0, 19)}Z`,
      nonce: `nonce-${number}`,
      payloadHash,
      securityToken: random() < 0.5 ? undefined : "token"
    }),
    "content-type": "application/x-www-form-urlencoded",
    [random() < 0.5 ? "x-acs-test" : "X-Acs-Test"]: `v ${Math.floor(random() * 1e6)} !'()*~+,;=`,
    "user-agent": "conformance"
  }
  const { authorization } = sign({ method: "POST", path: "/", query, headers, payloadHash })
  return { method: "POST", query, headers: { ...headers, authorization }, body, encode: pick(random, encoders) }
}

/** What clients make of the same pair: marks bare or encoded, a blank as `%20` or `+`. */
const encoders = [
  percentEncode,
  (value: string) => encodeURIComponent(value.toWellFormed()),
  (value: string) => new URLSearchParams([[value, ""]]).toString().slice(0, -1)
]

const marks = Array.from("ab0!'()*~+ &=%-_./?#:;,@\"<>é漢😀\ud800")
const ugly = (random: Random): string =>
  Array.from({ length: Math.floor(random() * 8) }, () => pick(random, marks)).join("")

const withOneByteChanged = (random: Random, signed: Signed): readonly [part: string, changed: Signed] => {
  const change = (value: string) => {
    const at = Math.floor(random() * value.length)
    return `${value.slice(0, at)}${value[at] === "1" ? "2" : "1"}${value.slice(at + 1)}`
  }
  const at = signed.query.findIndex(([name]) => name !== "InstanceName")
  const [name = "", value = ""] = signed.query[at] ?? []
  const { authorization = "", ...headers } = signed.headers
  const header = Object.keys(headers).find((one) => one.toLowerCase() === "x-acs-test") ?? ""
  return pick<readonly [string, Signed]>(random, [
    ["query name", { ...signed, query: signed.query.with(at, [change(name.toWellFormed()), value]) }],
    ["query value", { ...signed, query: signed.query.with(at, [name, change(value.toWellFormed())]) }],
    ["body", { ...signed, body: change(signed.body) }],
    ["header", { ...signed, headers: { ...signed.headers, [header]: change(headers[header]?.trim() ?? "") } }],
    ["key id", { ...signed, headers: { ...headers, authorization: authorization.replace("testid", "testi1") } }],
    [
      "signature",
      {
        ...signed,
        headers: {
          ...headers,
          authorization: `${authorization.slice(0, -1)}${authorization.endsWith("1") ? "2" : "1"}`
        }
      }
    ]
  ])
}

const send = async (url: string, agent: Agent, { method, query, headers, body, encode }: Signed) => {
  const path = `/?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join("&")}`
  const request = httpRequest(url, { agent, method, path, headers })
  request.end(body)
  const [response]: IncomingMessage[] = await once(request, "response")
  if (response === undefined) throw new Error("a response event carries a response")
  return { status: response.statusCode ?? 0, text: await text(response) }
}

const pick = <Row>(random: Random, rows: readonly Row[]): Row => {
  const row = rows[Math.floor(random() * rows.length)]
  if (row === undefined) throw new Error("there is nothing to pick from")
  return row
}

/** mulberry32: numbers from 0 to 1 that depend on the seed alone. */
const randomOf = (seed: number): Random => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d_2b_79_f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
