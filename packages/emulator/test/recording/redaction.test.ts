// No secret and no signature leaves the control plane, whatever the scheme that brought it.

import { describe, expect, it } from "vitest"
import { Keyring } from "../../src/auth/Keyring.ts"
import { startEmulator } from "../../src/index.ts"
import { Redactor } from "../../src/recording/Redactor.ts"
import { authorize, draw, KEY, post, sdkForm, send } from "../client.ts"
import { encode, type Signed, sign } from "../signing.ts"
import { signRoa, signRpc } from "../signingV1.ts"
import { fetchFile, pollUntilEnded, startTask } from "../tasks/taskCalls.ts"

const SECRET = "the+secret/of one"
const TOKEN = "the+security/token="
const BEARER = "the-bearer-token"
const OTHER = "the-secret-of-another-key"

const keyOf = (accessKeySecret: string) => ({ accessKeyId: "STS.id", accessKeySecret })

/** A right and a wrong request of each scheme, all with the token. */
const requests = (host: string): readonly Signed[] =>
  [SECRET, "another-secret"].map(keyOf).flatMap((key) => [
    signRpc(key, { method: "POST", host, action: "Detail", common: { SecurityToken: TOKEN, InstanceName: "demo" } }),
    signRpc(key, { method: "POST", host, action: "Detail", common: { SecurityToken: TOKEN }, form: {}, place: "form" }),
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
      query: { Note: OTHER },
      form: undefined
    })
  ])

/** What a signed request must not be known by afterwards. */
const signatureOf = ({ path, body, headers }: Signed): string => {
  const text = `${path}&${body} ${headers["authorization"] ?? ""}`
  const [, pair, roa] = /\bSignature=([^&\s]+)|acs STS\.id:(\S+)/.exec(text) ?? []
  return pair ?? roa ?? "none"
}

describe("a recorded request", () => {
  it("shows no secret, no token and no signature, be it accepted or refused, nor does the archive", async () => {
    const keys = [{ accessKeyId: "other", accessKeySecret: OTHER }]
    await using emulator = await startEmulator({ ...keyOf(SECRET), securityToken: TOKEN, bearerToken: BEARER, keys })
    const { host } = new URL(emulator.url)
    const sent = requests(host)
    const replies = []
    for (const request of sent) replies.push(await send(emulator.url, request))
    const path = `/?Action=Detail&Version=2020-12-14&InstanceName=demo&SignatureType=BEARERTOKEN`
    for (const [query, headers] of [
      [`&BearerToken=${BEARER}`, {}],
      ["", { "x-acs-bearer-token": BEARER }]
    ] as const)
      replies.push(
        await send(emulator.url, { method: "POST", path: path + query, headers: { host, ...headers }, body: "" })
      )
    expect(replies.map(({ status }) => status)).toEqual(expect.arrayContaining([200, 400]))

    const recorded = await emulator.control.requests()
    expect(recorded).toHaveLength(replies.length)
    expect(recorded.some(({ code }) => code === "SignatureDoesNotMatch")).toBe(true)
    const secrets = [SECRET, TOKEN, BEARER, OTHER].flatMap((secret) => [secret, encode(secret), encode(encode(secret))])
    const signatures = sent.map(signatureOf).flatMap((text) => [text, encode(text), decodeURIComponent(text)])
    expect(signatures).not.toContain("none")
    for (const shown of [JSON.stringify(recorded), JSON.stringify(await emulator.control.har())])
      for (const secret of [...secrets, ...signatures]) expect(shown).not.toContain(secret)
  })

  it("shows no signature of a ticket, of the form that it was used for, or of a link", async () => {
    await using emulator = await startEmulator(KEY)
    const ticket = await authorize(emulator)
    await post(emulator.url, ticket, sdkForm(ticket, await draw({ seed: 1 })))
    await startTask(emulator, "DumpMeta")
    const link = String((await pollUntilEnded(emulator, "DumpMetaList"))["MetaUrl"])
    expect((await fetchFile(link)).status).toBe(200)
    const shown = JSON.stringify([await emulator.control.requests(), await emulator.control.har()])
    const ofLink = new URL(link).searchParams.get("Signature") ?? ""
    for (const signature of [ticket.Signature, ofLink, encode(ofLink)]) {
      expect(signature).not.toBe("")
      expect(shown).not.toContain(signature)
    }
    expect(shown).toContain("(redacted)")
    expect(shown).toContain(ticket.ObjectKey)
  })
})

describe("a token with characters that answers escape", () => {
  const securityToken = 'tok&en"<x>\\z'

  it.each(["XML", "JSON"])("is not shown of a refusal in %s that repeats the headers", async (Format) => {
    await using emulator = await startEmulator({ ...KEY, securityToken })
    const { host } = new URL(emulator.url)
    const signed = sign(KEY, {
      method: "POST",
      host,
      action: "Detail",
      version: "2020-12-14",
      query: { InstanceName: "demo", Format },
      form: undefined
    })
    const authorization = (signed.headers["authorization"] ?? "").replace(
      "x-acs-version,",
      "x-acs-security-token;x-acs-version,"
    )
    const reply = await send(emulator.url, {
      ...signed,
      headers: { ...signed.headers, authorization, "x-acs-security-token": securityToken }
    })
    expect(reply.text).toMatch(/tok&(?:amp;)?en/)
    expect(JSON.stringify(await emulator.control.requests())).not.toMatch(/tok&(?:amp;)?en/)
  })
})

describe("a redactor", () => {
  const redactor = new Redactor(["X-Acs-Security-Token", "abc", "Cookie", "a=b"], new Keyring([KEY], "bearer"))

  it.each([
    ["a=1&Signature=x%2Fy%3D&b=2", "a=1&Signature=(redacted)&b=2"],
    ["http://h/?Signatur%65=x%2Fy?z>%3D&b=2", "http://h/?Signatur%65=(redacted)&b=2"],
    ["k%3Dv=1&%53ecurityToken=x=y", "k%3Dv=1&%53ecurityToken=(redacted)"],
    ["Signatur%65&a%=b&=%", "Signatur%65&a%=b&=%"],
    [
      "Action%3DDetail%26SecurityToken%3Dxyz%26Timestamp%3D1",
      "Action%3DDetail%26SecurityToken%3D(redacted)%26Timestamp%3D1"
    ],
    ["SignatureNonce=1&SignatureMethod=HMAC-SHA1", "SignatureNonce=1&SignatureMethod=HMAC-SHA1"],
    ['{"Signature" : "a\\"b","Key":"k"}', '{"Signature" : "(redacted)","Key":"k"}'],
    ["<Signature>ab</Signature>", "<Signature>(redacted)</Signature>"],
    ["x-acs-security-token:abc;", "x-acs-security-token:(redacted);"],
    [`the secret is ${KEY.accessKeySecret}`, "the secret is (redacted)"]
  ])("makes of %s %s", (text, expected) => {
    expect(redactor.text(text)).toBe(expected)
  })

  it.each([
    ["Authorization", "acs id:sig+na/ture=", "acs id:(redacted)"],
    ["Authorization", "Basic aWQ6c2VjcmV0", "(redacted)"],
    [
      "authorization",
      "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=00ff",
      "ACS3-HMAC-SHA256 Credential=id,SignedHeaders=host,Signature=(redacted)"
    ],
    ["Cookie", "a=b", "(redacted)"],
    ["host", "localhost", "localhost"]
  ])("makes of the header %s: %s %s", (name, value, expected) => {
    expect(redactor.headers([name, value])).toEqual([{ name: name.toLowerCase(), value: expected }])
  })
})
