import { describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { type Reply, send } from "../client.ts"
import { type Signed, sign } from "../signing.ts"
import { signRoa, signRpc } from "../signingV1.ts"

const KEY = { accessKeyId: "STS.id", accessKeySecret: "the-secret" }
const TOKEN = "the-security-token"
const BEARER = "the-bearer-token"

const wrong = { ...KEY, accessKeySecret: "another-secret" }

const requests = (host: string): readonly Signed[] =>
  [KEY, wrong].flatMap((key) => [
    signRpc(key, {
      method: "POST",
      host,
      action: "Detail",
      query: { InstanceName: "demo" },
      common: { SecurityToken: TOKEN }
    }),
    signRoa(key, {
      host,
      path: "/v2/image/delete",
      version: "2019-03-25",
      body: "",
      headers: { "x-acs-security-token": TOKEN }
    }),
    sign(key, {
      method: "POST",
      host,
      action: "Detail",
      version: "2020-12-14",
      query: { SecurityToken: TOKEN },
      form: undefined
    })
  ])

describe("the log and the answers", () => {
  it("show no secret, and the log no token and no signature, whether requests are accepted or refused", async () => {
    const lines: string[] = []
    const note = (line: string): void => void lines.push(line)
    await using emulator = await startEmulator({
      ...KEY,
      securityToken: TOKEN,
      bearerToken: BEARER,
      log: note,
      warn: note
    })
    const host = new URL(emulator.url).host
    const replies: Reply[] = []
    for (const request of requests(host)) replies.push(await send(emulator.url, request))
    const path = `/?Action=Detail&Version=2020-12-14&InstanceName=demo&BearerToken=${BEARER}&SignatureType=BEARERTOKEN`
    replies.push(await send(emulator.url, { method: "POST", path, headers: { host }, body: "" }))

    expect(replies.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]))
    expect(lines).toHaveLength(replies.length)
    expect(lines.join("\n")).not.toMatch(/the-|Signature=|[A-Za-z0-9+/]{27}=|[0-9a-f]{64}/)
    expect(lines.filter((line) => line.includes("SignatureDoesNotMatch"))).toEqual([
      expect.stringMatching(/differs: secret or signed text$/),
      expect.stringMatching(/differs: secret or signed text$/)
    ])
    expect(replies.map(({ text }) => text).join("\n")).not.toMatch(/the-secret|another-secret|the-bearer/)
  })
})
