import { expect, it } from "vitest"
import * as Effect from "effect/Effect"
import fc from "fast-check"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe } from "vitest"
import { splitCommand } from "../../src/credentials/commandLine.ts"
import {
  CredentialsError,
  fromAliyunProfile,
  fromCredentialsFile,
  type CredentialsProvider
} from "../../src/credentials/index.ts"
import { readFields } from "../../src/credentials/readFields.ts"
import { issueTemporary, TemporaryKey } from "../../src/credentials/temporaryKey.ts"

let path: string

beforeAll(async () => {
  path = join(await mkdtemp(join(tmpdir(), "imagesearch-malformed-")), "file")
})

afterAll(() => rm(join(path, ".."), { recursive: true }))

/** Loads from a file of this content. Whatever is in it: a key, or a typed error that names the file and no value. */
const expectOrderly = async (provider: CredentialsProvider, content: string, secret?: string): Promise<void> => {
  await writeFile(path, content, { mode: 0o600 })
  const result = await Effect.runPromise(Effect.result(provider.load()))
  if (result._tag === "Success") return
  expect(result.failure).toBeInstanceOf(CredentialsError)
  expect(["Absent", "Invalid"]).toContain(result.failure.reason._tag)
  expect(result.failure.message).toMatch(/^No key could be had from .+\.$/s)
  expect(result.failure.message).toContain(path)
  if (secret !== undefined) expect(result.failure.message).not.toContain(secret)
}

/** Modes that neither ask the network nor run a program. */
const modes = ["AK", "ak", "StsToken", "CloudSSO", "RsaKeyPair", "", "x"]

const profile = fc.record(
  {
    name: fc.oneof(fc.constant("default"), fc.jsonValue()),
    mode: fc.oneof(fc.constantFrom(...modes), fc.integer(), fc.constant(null)),
    access_key_id: fc.oneof(fc.constant("id"), fc.jsonValue()),
    access_key_secret: fc.oneof(fc.constant("hush-secret"), fc.jsonValue()),
    sts_token: fc.oneof(fc.constant("hush-token"), fc.jsonValue())
  },
  { requiredKeys: [] }
)

const config = fc.oneof(
  fc.jsonValue(),
  fc.record({
    current: fc.oneof(fc.constant("default"), fc.jsonValue()),
    profiles: fc.oneof(fc.array(profile), fc.jsonValue())
  })
)

describe("a malformed file", () => {
  it("of the aliyun CLI gives a typed error that names the file, whatever JSON it holds", () =>
    fc.assert(
      fc.asyncProperty(config, (value) =>
        expectOrderly(fromAliyunProfile({ path, environment: {} }), JSON.stringify(value), "hush-")
      ),
      { numRuns: 300 }
    ))

  it("of the aliyun CLI gives a typed error that names the file, whatever text it holds", () =>
    fc.assert(
      fc.asyncProperty(fc.string(), (content) => expectOrderly(fromAliyunProfile({ path, environment: {} }), content)),
      { numRuns: 200 }
    ))

  const line = fc.oneof(
    fc.constantFrom("[default]", "[", "]", "=", "type = access_key", "type = sts", "access_key_id = id", "# c", ""),
    fc.constant("access_key_secret = hush-secret"),
    fc.constant("security_token = hush-token"),
    fc.string()
  )

  it("of the SDKs gives a typed error that names the file, whatever lines it holds", () =>
    fc.assert(
      fc.asyncProperty(fc.array(line), (lines) =>
        expectOrderly(fromCredentialsFile({ path, profile: "default", environment: {} }), lines.join("\n"), "hush-")
      ),
      { numRuns: 300 }
    ))
})

describe("a malformed answer with a temporary key", () => {
  const field = fc.oneof(fc.constant("hush-1"), fc.constant("2099-01-31T23:59:59Z"), fc.jsonValue())
  const fields = { AccessKeyId: field, AccessKeySecret: field, SecurityToken: field, Expiration: field }
  const answer = fc.oneof(fc.jsonValue(), fc.record(fields, { requiredKeys: [] }))

  it("gives a typed error that names the answer, whatever JSON it is", () =>
    fc.assert(
      fc.asyncProperty(answer, async (value) => {
        const reading = { provider: "p", source: "the answer" }
        const key = Effect.flatMap(readFields(TemporaryKey, { ...reading, value }), (one) =>
          issueTemporary(reading, one)
        )
        const result = await Effect.runPromise(Effect.result(key))
        if (result._tag === "Success") return
        expect(result.failure.reason).toMatchObject({ _tag: "Invalid", source: "the answer" })
        expect(result.failure.message).not.toContain("hush-")
      }),
      { numRuns: 500 }
    ))
})

describe("a command as one text", () => {
  it("gives back the words that were quoted, whatever is in them", () => {
    const word = fc.string().filter((text) => !text.includes('"'))
    fc.assert(
      fc.property(fc.array(word, { minLength: 1 }), (words) => {
        expect(splitCommand(words.map((text) => `"${text}"`).join(" "))).toEqual(words)
      })
    )
  })

  it("is split or refused, whatever it is", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const words = splitCommand(text)
        expect(words === undefined || words.length > 0).toBe(true)
      })
    )
  })
})
