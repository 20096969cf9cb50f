import { describe, expect, it } from "vitest"
import { startEmulator } from "../../src/index.ts"
import { KEY, send } from "../client.ts"

const TOKEN = "a-bearer-token"
const NOW = Date.UTC(2026, 10, 24, 5, 11, 34)

const calling = async (
  options: { readonly bearerToken?: string },
  { query = "", headers = {} }: { readonly query?: string; readonly headers?: Readonly<Record<string, string>> }
) => {
  await using emulator = await startEmulator({ ...KEY, ...options, clock: () => NOW })
  const path = `/?InstanceName=${emulator.instance}${query}`
  const { status, body } = await send(emulator.url, {
    method: "POST",
    path,
    headers: { host: "x", ...headers },
    body: ""
  })
  return { status, code: body["Code"] }
}

const NAMED = { "x-acs-action": "Detail", "x-acs-version": "2020-12-14" }
const BY_HEADER = { ...NAMED, "x-acs-bearer-token": TOKEN }
const BY_PARAMETER = `&Action=Detail&Version=2020-12-14&BearerToken=${TOKEN}&SignatureType=BEARERTOKEN`

describe("a bearer token", () => {
  it.each([
    ["in a header, with its type in the query", { query: "&SignatureType=BEARERTOKEN", headers: BY_HEADER }],
    ["in a header, with its type in another", { headers: { ...BY_HEADER, "x-acs-signature-type": "BEARERTOKEN" } }],
    ["among the parameters", { query: BY_PARAMETER }]
  ])("is accepted %s", async (_, request) => {
    expect(await calling({ bearerToken: TOKEN }, request)).toEqual({ status: 200, code: undefined })
  })

  it.each([
    ["another token", { bearerToken: "another" }, { query: BY_PARAMETER }, "InvalidBearerToken"],
    ["no token of the emulator", {}, { query: BY_PARAMETER }, "InvalidBearerToken"],
    ["no type", { bearerToken: TOKEN }, { headers: BY_HEADER }, "InvalidSignatureType"],
    [
      "an old date",
      { bearerToken: TOKEN },
      { query: `${BY_PARAMETER}&Timestamp=2026-11-24T04:11:34Z` },
      "InvalidTimeStamp.Expired"
    ]
  ])("is refused with %s", async (_, options, request, code) => {
    expect(await calling(options, request)).toEqual({ status: 400, code })
  })

  it("is not asked for where a signature is given", async () => {
    const headers = { ...BY_HEADER, authorization: "ACS3-HMAC-SHA256 Credential=x,SignedHeaders=host,Signature=x" }
    expect(await calling({ bearerToken: TOKEN }, { headers })).toEqual({ status: 400, code: "IncompleteSignature" })
  })
})
