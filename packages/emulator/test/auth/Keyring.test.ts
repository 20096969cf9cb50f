import { describe, expect, it } from "vitest"
import { Keyring } from "../../src/auth/Keyring.ts"

const PERMANENT = { accessKeyId: "permanent", accessKeySecret: "a" }
const TEMPORARY = { accessKeyId: "STS.temporary", accessKeySecret: "b", securityToken: "token" }
const keyring = new Keyring([PERMANENT, TEMPORARY], "bearer")

const codeOf = (id: string, token?: string): string => {
  try {
    return `found ${keyring.find(id, token).accessKeyId}`
  } catch (error) {
    return error instanceof Error && "code" in error ? String(error.code) : String(error)
  }
}

describe("the keyring", () => {
  it.each([
    ["permanent", undefined, "found permanent"],
    ["permanent", "", "found permanent"],
    ["permanent", "token", "found permanent"],
    ["STS.temporary", "token", "found STS.temporary"],
    ["STS.temporary", undefined, "MissingSecurityToken"],
    ["STS.temporary", "", "MissingSecurityToken"],
    ["STS.temporary", "toke", "InvalidSecurityToken.MismatchWithAccessKey"],
    ["STS.temporary", "to ken", "InvalidSecurityToken.Malformed"],
    ["nobody", "token", "InvalidAccessKeyId.NotFound"]
  ])("answers key %s with the token %s by %s", (id, token, code) => {
    expect(codeOf(id, token)).toBe(code)
  })

  it("knows the holder of the bearer token, and nobody by any other token or without one", () => {
    expect(keyring.bearer("bearer")).toEqual({ id: "bearer token", actions: undefined })
    expect(keyring.bearer("beare")).toBeUndefined()
    expect(new Keyring([PERMANENT]).bearer("")).toBeUndefined()
  })

  it("takes the first of two keys with one ID", () => {
    const both = new Keyring([PERMANENT, { ...PERMANENT, accessKeySecret: "z" }])
    expect(both.find("permanent", undefined).accessKeySecret).toBe("a")
  })
})
