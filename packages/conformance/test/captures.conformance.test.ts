/**
 * Requests of the two official clients, byte for byte as they went over the wire, with the date at which they were
 * captured as the emulator's clock: @alicloud/imagesearch20201214 4.4.0 and @alicloud/pop-core 1.8.0. Two more captures
 * of that series hold no request: the clients failed at a name look-up, over an option that does nothing and over an
 * address with a protocol in front.
 */
import { readFileSync } from "node:fs"
import { startEmulator, type Emulator, type EmulatorOptions } from "@imagesearch/emulator"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { send } from "../src/wire/exchange.ts"
import { readTicket, ticketRequest } from "../src/wire/upload.ts"
import { withTicket } from "./support/capturedForm.ts"
import { rawExchange } from "./support/rawExchange.ts"

interface Capture {
  readonly name: string
  readonly client: string
  readonly scheme: "ACS3" | "RPC V1" | "ROA V1" | "bearer" | "form"
  readonly at: string
  readonly wire: string
}

// The file belongs to the package, so its shape is known.
const captures = JSON.parse(
  readFileSync(new URL("../captures/captures.json", import.meta.url), "utf8")
) as readonly Capture[]

const forms = captures.filter(({ scheme }) => scheme === "form")
const calls = captures.filter(({ scheme }) => scheme !== "form")
/** What ends before a signature is looked at: an operation and a path that do not exist, and GET for Detail. */
const early: ReadonlyMap<string, string> = new Map([
  ["pop.rpc.error", "InvalidAction.NotFound"],
  ["pop.roa.get", "InvalidApi.NotFound"],
  ["pop.rpc.get", "UnsupportedHTTPMethod"],
  ["pop.rpc.sts", "UnsupportedHTTPMethod"]
])
const whole = calls.filter(({ name }) => !early.has(name))
const signed = whole.filter(({ scheme }) => scheme !== "bearer")

const secret = "testsecret"
let now = 0

const start = (accessKeySecret: string, others: Partial<EmulatorOptions> = {}): Promise<Emulator> =>
  startEmulator({
    accessKeyId: "testid",
    accessKeySecret,
    keys: [{ accessKeyId: "STS.testid", accessKeySecret, securityToken: "test-security-token" }],
    bearerToken: "test-bearer",
    instance: "demoinstance1",
    clock: () => now,
    // The imports fail for want of a bucket, which is none of this test's business.
    warn: () => undefined,
    ...others
  })

const replay = ({ url }: Emulator, { at, wire }: Capture) => {
  now = Date.parse(at)
  return rawExchange(url, Buffer.from(wire, "latin1"))
}

const codeOf = (body: string): string => /"Code":"([^"]+)"/.exec(body)?.[1] ?? ""

it("the captures cover every scheme", () => {
  const counts = Object.groupBy(captures, ({ scheme }) => scheme)
  expect(Object.fromEntries(Object.entries(counts).map(([scheme, { length }]) => [scheme, length]))).toEqual({
    ACS3: 41,
    "RPC V1": 7,
    "ROA V1": 3,
    bearer: 1,
    form: 4
  })
})

describe("the captured requests", () => {
  let emulator: Emulator
  let other: Emulator
  const log: string[] = []

  beforeAll(async () => {
    emulator = await start(secret)
    other = await start("another", { log: (line) => log.push(line) })
  })
  afterAll(() => Promise.all([emulator.close(), other.close()]))

  it.each(whole)("are let through, once: $name", async (capture) => {
    const { body } = await replay(emulator, capture)
    expect(codeOf(body)).not.toMatch(
      /Signature|AccessKey|Token|[Tt]ime[Ss]tamp|\.NotFound$|MissingVersion|MissingAction|InternalError/
    )
    const again = await replay(emulator, capture)
    expect(codeOf(again.body)).toBe("SignatureNonceUsed")
  })

  it.each([...early])("are refused for what they ask: %s, %s", async (name, code) => {
    const capture = calls.find((one) => one.name === name)
    if (capture === undefined) throw new Error(`there is no capture ${name}`)
    const { body } = await replay(emulator, capture)
    expect(codeOf(body)).toBe(code)
  })

  it.each(signed)("are refused under another secret: $name", async (capture) => {
    const { body } = await replay(other, capture)
    expect(codeOf(body)).toBe("SignatureDoesNotMatch")
    expect(log.at(-1)).toContain("secret or signed text")
  })

  it.each(signed)("are refused sixteen minutes later: $name", async ({ at, ...capture }) => {
    const late = new Date(Date.parse(at) + 16 * 60_000).toISOString()
    const { body } = await replay(emulator, { ...capture, at: late })
    expect(codeOf(body)).toBe("InvalidTimeStamp.Expired")
  })

  it.each(forms)("hold uploads that are stored, around a ticket of the emulator's own: $name", async ({ wire }) => {
    now = Date.now()
    const target = {
      endpoint: emulator.url,
      openPlatform: emulator.url,
      region: "cn-shanghai",
      instance: "demoinstance1"
    }
    const ticket = readTicket(await send(ticketRequest({ ...target, accessKeyId: "testid", accessKeySecret: secret })))
    const stored = await rawExchange(emulator.url, Buffer.from(withTicket(wire, ticket), "latin1"))
    expect(stored).toMatchObject({ status: 201, body: expect.stringContaining(`<Key>${ticket.ObjectKey}</Key>`) })
  })
})
