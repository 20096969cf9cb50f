/**
 * P3: what one signature costs. Everything that happens for a call is in it: the headers object, the hash of the body,
 * all stages, and Authorization. Dates and nonces are arguments of a signer, not its work, so they are made beforehand.
 */
import { createHash, createHmac } from "node:crypto"
import { OpenApiUtil } from "@alicloud/openapi-core"
import { prepareAcs3, sha256Hex, signAcs3, type Acs3Request } from "@imagesearch/core"
import { compare } from "../compare.ts"
import type { Bar, Figure } from "../Figure.ts"
import { key } from "../key.ts"

interface Question {
  readonly what: string
  readonly one: () => string
  readonly other: () => string
  readonly bar: Bar
  readonly calls: number
}

const rounds = 15

/** Each question is a comparison of its own. */
export const signingFigures = async (): Promise<readonly Figure[]> => {
  const figures: Figure[] = []
  for (const { what, one, other, bar, calls } of questions) {
    const contestants = [
      { name: "one", cost: () => microsOf(one, calls) },
      { name: "other", cost: () => microsOf(other, calls) }
    ] as const
    const { ratio, costs } = await compare(contestants, rounds)
    const absolute = `${costs("one").median.toFixed(2)} and ${costs("other").median.toFixed(2)} µs`
    figures.push({ name: "P3", what, measured: ratio("one", "other"), bar, absolute })
  }
  return figures
}

const smallForm = "InstanceName=catalogue&ProductId=1000&PicName=front.jpg&CategoryId=0&Num=10&".padEnd(170, "x")
const bigForm = "PicContent=".padEnd(300_000, "QUJD")
const stringToSign = `ACS3-HMAC-SHA256\n${"0".repeat(64)}`

let turn = 0
const dates = Array.from({ length: 50 }, (_, second) => `2026-01-15T23:59:${String(second).padStart(2, "0")}Z`)
const nonces = Array.from({ length: 1_009 }, (_, number) => number.toString(16).padStart(32, "0"))

const headersOf = (payloadHash: string) => ({
  "user-agent": "imagesearch/0.1",
  accept: "application/json",
  "content-type": "application/x-www-form-urlencoded",
  host: "imagesearch.cn-shanghai.aliyuncs.com",
  "x-acs-action": "SearchImageByPic",
  "x-acs-version": "2020-12-14",
  "x-acs-date": dates[(turn += 1) % dates.length] ?? "",
  "x-acs-signature-nonce": nonces[turn % nonces.length] ?? "",
  "x-acs-content-sha256": payloadHash
})

const requestOf = (body: string): Acs3Request => {
  const payloadHash = sha256Hex(body)
  return { method: "POST", path: "/", query: [], headers: headersOf(payloadHash), payloadHash }
}

const prepared = prepareAcs3(key)
const ours = (body: string): string => prepared(requestOf(body)).authorization
const oursAtOnce = (body: string): string => signAcs3(requestOf(body), key).authorization

/** What the official SDK does for the same request, by its own functions. */
const official = (body: string): string => {
  const algorithm = "ACS3-HMAC-SHA256"
  const payload = OpenApiUtil.hash(Buffer.from(body), algorithm).toString("hex")
  // Its type is a whole request; its signer reads these four fields.
  const request = { method: "POST", pathname: "/", query: {}, headers: headersOf(payload) } as never
  return OpenApiUtil.getAuthorization(request, algorithm, payload, key.accessKeyId, key.accessKeySecret)
}

const oneHmac = (): string => createHmac("sha256", key.accessKeySecret).update(stringToSign).digest("hex")
const oneHash = (): string => createHash("sha256").update(bigForm).digest("hex")

const questions: readonly Question[] = [
  {
    what: "signing a small call, prepared, in createHmac of 81 bytes",
    one: () => ours(smallForm),
    other: oneHmac,
    bar: { atMost: 2.2 },
    calls: 10_000
  },
  {
    what: "signing a small call, signAcs3, in createHmac of 81 bytes",
    one: () => oursAtOnce(smallForm),
    other: oneHmac,
    bar: "stated",
    calls: 10_000
  },
  {
    what: "signing 300 KB, prepared, in SHA-256 of the same",
    one: () => ours(bigForm),
    other: oneHash,
    bar: { atMost: 1.05 },
    calls: 200
  },
  {
    what: "the official SDK's signature of a small call, in prepared ones of ours",
    one: () => official(smallForm),
    other: () => ours(smallForm),
    bar: { atLeast: 3 },
    calls: 10_000
  },
  {
    what: "the official SDK's signature of a small call, in signAcs3",
    one: () => official(smallForm),
    other: () => oursAtOnce(smallForm),
    bar: "stated",
    calls: 10_000
  }
]

const microsOf = (run: () => string, calls: number): number => {
  const before = process.cpuUsage()
  for (let call = 0; call < calls; call += 1) run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / calls
}
