// Where parameters travel and how bodies arrive, at the socket: SDKs differ in both, and the documents of one operation
// use the query and the form.

import { once } from "node:events"
import { connect } from "node:net"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { draw, KEY, type Reply, send, upload } from "../client.ts"
import { sign, type Signed } from "../signing.ts"

const MULTIMODAL = 99

let emulator: Emulator
let PicContent: string

beforeAll(async () => {
  emulator = await startEmulator({ ...KEY, strict: true, serviceType: MULTIMODAL })
  PicContent = await upload(emulator, await draw({ seed: 1 }))
})
afterAll(() => emulator.close())

type Values = Readonly<Record<string, string>>

const signed = (action: string, places: { readonly query?: Values; readonly form?: Values }): Signed =>
  sign(KEY, {
    method: "POST",
    host: new URL(emulator.url).host,
    action,
    version: "2020-12-14",
    query: places.query ?? {},
    form: places.form
  })

const KEY_OF_PICTURE = { ProductId: "p", PicName: "n" }

/** The parameters of each operation; the order is that of a life: what is searched has been added before. */
const CALLS = (): readonly (readonly [action: string, values: Values])[] => [
  ["AddImage", { ...KEY_OF_PICTURE, PicContent, IntAttr: "3", StrAttr4: "d", CategoryId: "88888888", Crop: "false" }],
  ["UpdateImage", { ...KEY_OF_PICTURE, CustomContent: "c", IntAttr3: "7", StrAttr3: "x" }],
  ["SearchImageByPic", { PicContent, Num: "1", ScoreThreshold: "0.1", Filter: 'int_attr3=7 AND str_attr4="d"' }],
  ["SearchImageByName", { ...KEY_OF_PICTURE, ScoreThreshold: "0.1", DistinctProductId: "true" }],
  ["SearchImageByText", { Text: "c", ScoreThreshold: "0.1" }],
  ["SearchImageByFilter", { Filter: "int_attr=3" }],
  ["CheckImageExists", KEY_OF_PICTURE],
  ["CompareSimilarByImage", { PrimaryPicContent: PicContent, SecondaryPicContent: PicContent }],
  ["Detail", {}],
  ["DumpMetaList", { PageNumber: "1", PageSize: "5" }],
  ["IncreaseList", { BucketName: "bucket", Path: "/a", PageSize: "5" }],
  ["DeleteImage", KEY_OF_PICTURE]
]

/** What of an answer does not depend on the moment. */
const lasting = ({ status, body }: Reply): unknown => {
  const { RequestId: _, Head: __, ...others } = body
  return { status, others }
}

describe("every operation", () => {
  it("takes its parameters from the query, from the form, and from both, and answers the same", async () => {
    const lives = [
      (values: Values) => ({ query: values }),
      (values: Values) => ({ form: values }),
      (values: Values) => {
        const pairs = Object.entries(values)
        const isEven = (_: unknown, at: number): boolean => at % 2 === 0
        return {
          query: Object.fromEntries(pairs.filter(isEven)),
          form: Object.fromEntries(pairs.filter((pair, at) => !isEven(pair, at)))
        }
      }
    ]
    const answers = []
    for (const places of lives) {
      const life = []
      for (const [action, values] of CALLS()) {
        const reply = await send(emulator.url, signed(action, places({ InstanceName: emulator.instance, ...values })))
        expect([action, reply.status]).toEqual([action, 200])
        life.push([action, lasting(reply)])
      }
      answers.push(life)
    }
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  })

  it("takes what is sent without escapes that others write", async () => {
    const request = signed("CheckImageExists", {
      form: { InstanceName: emulator.instance, ProductId: "a b!'()*~", PicName: "n" }
    })
    for (const [from, to] of [
      ["%21%27%28%29%2A", "!'()*"],
      ["%20", "+"]
    ] as const) {
      const body = request.body.replaceAll(from, to)
      expect(body).not.toBe(request.body)
      const again = sign(KEY, {
        method: "POST",
        host: new URL(emulator.url).host,
        action: "CheckImageExists",
        version: "2020-12-14",
        query: {},
        form: undefined,
        rawBody: body
      })
      expect(await send(emulator.url, again)).toMatchObject({ status: 200, body: { Auctions: {} } })
    }
  })

  it("takes a body that waits for leave to be sent, as curl and Java send large ones", async () => {
    const { method, path, headers, body } = signed("Detail", { form: { InstanceName: emulator.instance } })
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1")
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(
      `${method} ${path} HTTP/1.1\r\n${lines.join("")}content-length: ${body.length}\r\nexpect: 100-continue\r\nconnection: close\r\n\r\n`
    )
    const [leave] = await once(socket, "data")
    expect(String(leave)).toBe("HTTP/1.1 100 Continue\r\n\r\n")
    socket.write(body)
    const [answer] = await once(socket, "data")
    expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
    socket.destroy()
  })

  it("answers a client of HTTP/1.0", async () => {
    const { method, path, headers } = signed("Detail", { query: { InstanceName: emulator.instance } })
    const socket = connect(Number(new URL(emulator.url).port), "127.0.0.1")
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.write(`${method} ${path} HTTP/1.0\r\n${lines.join("")}\r\n`)
    let text = ""
    socket.on("data", (chunk: Buffer) => (text += chunk.toString()))
    await once(socket, "close")
    expect(text).toMatch(/^HTTP\/1\.1 200 [\s\S]+"Instance"/)
  })
})
