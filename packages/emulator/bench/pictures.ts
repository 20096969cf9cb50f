// What the measured servers answer with: some 2.2 KB, as searches do.

import { squarePng } from "../examples/squarePng.ts"

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
