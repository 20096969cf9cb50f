// What is measured: one call with a form of some 170 bytes, and an answer of some 2.4 KB, as performance figures of the
// client have it too. SearchImageByFilter is the call that does no work on pictures.

import { squarePng } from "../examples/squarePng.ts"
import { encodePairs, sign, type Signed } from "../test/signing.ts"

export type ServerKind = "bare" | "verified" | "formed" | "emulator"

export const KEY = { accessKeyId: "testid", accessKeySecret: "testsecret" }

/** Seven hits make an answer of some 2.2 KB. */
const HIT_COUNT = 7
const CONTENT = JSON.stringify({ title: "a red square, 256 by 256 pixels", url: "https://shop.example/squares/red" })

/** What the emulator holds. */
export const PICTURES = Array.from({ length: HIT_COUNT }, (_, at) => ({
  ProductId: `square-${at}`,
  PicName: "front.png",
  PictureBase64: squarePng,
  IntAttr: 4_990,
  StrAttr: "red",
  CustomContent: CONTENT
}))

const FORM = {
  InstanceName: "demo",
  Filter: 'int_attr >= 1000 and int_attr <= 9999 and str_attr = "red"',
  Num: String(HIT_COUNT),
  Start: "0"
}

/** Signs one request for a server. */
export const signedCall = (url: string): Signed =>
  sign(KEY, {
    method: "POST",
    host: new URL(url).host,
    action: "SearchImageByFilter",
    version: "2020-12-14",
    query: {},
    form: FORM
  })

/** For the report. */
export const FORM_BYTES = Buffer.byteLength(encodePairs(FORM))

/** What an answer holds that is not searched for. */
export const HITS = Array.from({ length: HIT_COUNT }, (_, at) => ({
  ProductId: `square-${at}`,
  PicName: "front.png",
  CategoryId: 88_888_888,
  CustomContent: CONTENT,
  ...Object.fromEntries(["IntAttr", "IntAttr2", "IntAttr3", "IntAttr4"].map((name) => [name, 0])),
  ...Object.fromEntries(["StrAttr", "StrAttr2", "StrAttr3", "StrAttr4"].map((name) => [name, "red"]))
}))

/** What the two plainest servers answer: as many bytes as the others do. */
export const ANSWER = Buffer.from(JSON.stringify({ Success: true, Auctions: HITS }))
