import { createHmac } from "node:crypto"
import { describe, expect, it } from "vitest"
import { hmacHex } from "../../src/auth/keyedHash.ts"

/** Up to a block, one over it, and one with characters of several bytes. */
const SECRETS = [1, 30, 63, 64, 65, 200].map((length) => "s".repeat(length)).concat("ключ".repeat(8), "ключ".repeat(9))

describe.each(["sha256", "sm3"])("the HMAC with %s", (hash) => {
  it.each(SECRETS)("is that of node:crypto under the secret %s, each time", (accessKeySecret) => {
    const key = { accessKeyId: "id", accessKeySecret }
    for (const text of ["", "one text", "another, longer than a block ".repeat(9)])
      expect(hmacHex(hash, key, text)).toBe(createHmac(hash, accessKeySecret).update(text).digest("hex"))
  })
})
