import { describe, expect, it } from "vitest"
import { describeNetworkError } from "../../src/networkFailure.ts"

const coded = (code: string, message: string) => Object.assign(new Error(message), { code })
const openssl =
  "0087AC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../deps/openssl/ssl3_record.c:354:"

describe("a failure of the network, for a person", () => {
  it.each(["ERR_SSL_WRONG_VERSION_NUMBER", "EPROTO", "ERR_OSSL_EVP_UNSUPPORTED", "NEW_CODE"])(
    "never shows what OpenSSL says: %s",
    (code) => {
      const { message } = describeNetworkError(coded(code, openssl), "connect")
      expect(message).not.toMatch(/error:|\.c|openssl/)
      expect(message).toMatch(/^[a-z]/)
    }
  )

  it.each([
    ["ECONNREFUSED", "the connection was refused"],
    ["ENETUNREACH", "the network cannot be reached"],
    ["EMFILE", "this process has too many open files and connections"],
    ["CERT_HAS_EXPIRED", "its certificate has expired"],
    ["CERT_UNTRUSTED", "its certificate is not trusted"],
    ["UNABLE_TO_GET_ISSUER_CERT", "its certificate is not trusted"]
  ])("says what %s means", (code, message) => {
    expect(describeNetworkError(coded(code, "raw"), "connect")).toEqual({ code, message })
  })

  it("speaks with the first of several addresses", () => {
    const error = new AggregateError([coded("ECONNREFUSED", "a"), coded("ENETUNREACH", "b")])
    expect(describeNetworkError(error, "connect").code).toBe("ECONNREFUSED")
  })

  it("of a kind that nobody knows keeps its own words", () => {
    expect(describeNetworkError(new Error("odd"), "headers")).toEqual({ code: "NETWORK", message: "odd" })
    expect(describeNetworkError("odd", "headers")).toEqual({ code: "NETWORK", message: "odd" })
  })
})
