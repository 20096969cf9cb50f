/**
 * What one signature costs, as ratios within one process: absolute times of a shared machine say little. The work and
 * the references take turns in rounds, each round gives a ratio, and the median of the ratios is held against a bar.
 *
 * Everything that happens per call is in it: the headers object, the hash of the body, all stages, Authorization.
 */
import { createHash, createHmac } from "node:crypto"
import openapi from "@alicloud/openapi-core"
import { prepareAcs3, sha256Hex, signAcs3, type Acs3Request } from "@imagesearch/core"

interface Bar {
  readonly name: string
  readonly work: () => string
  readonly reference: () => string
  /** Most that the work may cost, in units of the reference. */
  readonly atMost?: number
  readonly callsPerRound: number
}

export interface Measured {
  readonly name: string
  readonly microseconds: number
  readonly ratio: number
  readonly atMost: number | undefined
}

/** Rounds enough that one that was disturbed does not move the median. */
const ROUNDS = 15

/** Noise of a shared machine that must not fail a build: 15 percent above the bar. */
const TOLERANCE = 1.15

const key = { accessKeyId: "LTAI5tExampleKeyId000001", accessKeySecret: "ExampleSecretOf30Characters0001" }
const smallForm = "InstanceName=catalogue&ProductId=1000&PicName=front.jpg&CategoryId=0&Num=10&".padEnd(170, "x")
const bigForm = "PicContent=".padEnd(300_000, "QUJD")
const stringToSign = `ACS3-HMAC-SHA256\n${"0".repeat(64)}`

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

/** Made beforehand: dates and nonces are arguments of a signer, not its work; they differ from call to call. */
let turn = 0
const dates = Array.from({ length: 50 }, (_, second) => `2026-01-15T23:59:${String(second).padStart(2, "0")}Z`)
const nonces = Array.from({ length: 1_009 }, (_, number) => number.toString(16).padStart(32, "0"))

const requestOf = (body: string): Acs3Request => {
  const payloadHash = sha256Hex(body)
  return { method: "POST", path: "/", query: [], headers: headersOf(payloadHash), payloadHash }
}

/** What the official SDK does for the same request, by its own functions. */
const official = (body: string): string => {
  const { OpenApiUtil } = openapi
  const payload = OpenApiUtil.hash(Buffer.from(body), "ACS3-HMAC-SHA256").toString("hex")
  const request = { method: "POST", pathname: "/", query: {}, headers: headersOf(payload) }
  // The SDK's type is a whole request; its signer reads these four fields.
  return OpenApiUtil.getAuthorization(
    request as never,
    "ACS3-HMAC-SHA256",
    payload,
    key.accessKeyId,
    key.accessKeySecret
  )
}

const prepared = prepareAcs3(key)
const ours = (body: string): string => prepared(requestOf(body)).authorization
const createHmacOnce = () => createHmac("sha256", key.accessKeySecret).update(stringToSign).digest("hex")

const bars: readonly Bar[] = [
  {
    name: "small call, prepared signer : createHmac of 81 bytes",
    work: () => ours(smallForm),
    reference: createHmacOnce,
    atMost: 2.2,
    callsPerRound: 10_000
  },
  {
    name: "small call, signAcs3 : createHmac of 81 bytes",
    work: () => signAcs3(requestOf(smallForm), key).authorization,
    reference: createHmacOnce,
    callsPerRound: 10_000
  },
  {
    name: "300 KB body, prepared signer : its SHA-256",
    work: () => ours(bigForm),
    reference: () => createHash("sha256").update(bigForm).digest("hex"),
    atMost: 1.05,
    callsPerRound: 200
  },
  {
    name: "small call, prepared signer : official SDK's signer",
    work: () => ours(smallForm),
    reference: () => official(smallForm),
    atMost: 1 / 3,
    callsPerRound: 10_000
  },
  {
    name: "small call, signAcs3 : official SDK's signer",
    work: () => signAcs3(requestOf(smallForm), key).authorization,
    reference: () => official(smallForm),
    callsPerRound: 10_000
  }
]

/** Runs every bar. */
export const measureSigning = (): readonly Measured[] =>
  bars.map(({ name, work, reference, atMost, callsPerRound }) => {
    microsecondsOf(work, callsPerRound)
    microsecondsOf(reference, callsPerRound)
    const rounds = Array.from({ length: ROUNDS }, (_, round) => {
      // The one that goes second in a round finds a warmer machine: they swap places.
      const first = round % 2 === 0 ? microsecondsOf(work, callsPerRound) : undefined
      const cost = microsecondsOf(reference, callsPerRound)
      const own = first ?? microsecondsOf(work, callsPerRound)
      return { own, ratio: own / cost }
    })
    return {
      name,
      microseconds: medianOf(rounds.map(({ own }) => own)),
      ratio: medianOf(rounds.map(({ ratio }) => ratio)),
      atMost
    }
  })

const microsecondsOf = (run: () => string, calls: number): number => {
  const start = process.hrtime.bigint()
  for (let call = 0; call < calls; call += 1) run()
  return Number(process.hrtime.bigint() - start) / calls / 1_000
}

const medianOf = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

if (import.meta.main) {
  console.log(`node ${process.versions.node}, ${ROUNDS} rounds; ratios are medians`)
  for (const { name, microseconds, ratio, atMost } of measureSigning()) {
    const isMissed = atMost !== undefined && ratio > atMost * TOLERANCE
    const bar = atMost === undefined ? "reported" : `bar ${atMost.toFixed(2)}${isMissed ? " MISSED" : ""}`
    console.log(`${microseconds.toFixed(2).padStart(8)} us ${ratio.toFixed(2).padStart(6)} x  ${name} (${bar})`)
    if (isMissed) process.exitCode = 1
  }
}
