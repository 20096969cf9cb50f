import type { LookupFunction } from "node:net"
import { describe, expect, it } from "vitest"
import { isPublicAddress, publicOnly } from "../../src/publicAddress.ts"

describe("an address is public", () => {
  it.each([
    "1.1.1.1",
    "100.63.255.255",
    "100.128.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "223.255.255.255",
    "2400:3200::1",
    "2606:4700:4700::1111",
    "64:ff9b::1.1.1.1",
    "::ffff:1.1.1.1"
  ])("%s", (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })
})

describe("an address is not public", () => {
  it.each([
    ["this host", "0.0.0.0"],
    ["private", "10.1.2.3"],
    ["private", "172.16.0.1"],
    ["private", "192.168.255.255"],
    ["shared, where the metadata service is", "100.100.100.200"],
    ["loopback", "127.0.0.1"],
    ["loopback", "127.255.255.254"],
    ["link-local, where the metadata service of others is", "169.254.169.254"],
    ["documentation", "203.0.113.7"],
    ["multicast", "224.0.0.1"],
    ["broadcast", "255.255.255.255"],
    ["unspecified", "::"],
    ["loopback", "::1"],
    ["unique-local", "fd00::1"],
    ["unique-local", "fc12:3456::1"],
    ["link-local", "fe80::1"],
    ["link-local with a zone", "fe80::1%lo"],
    ["multicast", "ff02::1"],
    ["documentation", "2001:db8::1"],
    ["6to4, which embeds 10.0.0.1", "2002:a00:1::"],
    ["mapped loopback", "::ffff:127.0.0.1"],
    ["mapped loopback in hexadecimal", "::ffff:7f00:1"],
    ["NAT64 of a private one", "64:ff9b::10.0.0.1"],
    ["the deprecated embedding", "::127.0.0.1"],
    ["a name", "localhost"],
    ["nothing", ""]
  ])("%s: %s", (_, address) => {
    expect(isPublicAddress(address)).toBe(false)
  })
})

describe("a look-up for public hosts only", () => {
  const resolvesTo =
    (...addresses: readonly string[]): LookupFunction =>
    (_name, _options, callback) =>
      callback(
        null,
        addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 }))
      )

  const outcome = (lookup: LookupFunction, all: boolean) =>
    new Promise((resolve) => {
      publicOnly(lookup)("picture.example", { all }, (error, address, family) =>
        resolve(error ?? (family === undefined ? address : { address, family }))
      )
    })

  it("leaves out what is not public, in whatever order it comes", async () => {
    const mixed = resolvesTo("10.0.0.1", "1.1.1.1", "::1", "2606:4700::1")
    expect(await outcome(mixed, true)).toEqual([
      { address: "1.1.1.1", family: 4 },
      { address: "2606:4700::1", family: 6 }
    ])
    expect(await outcome(mixed, false)).toEqual({ address: "1.1.1.1", family: 4 })
  })

  it("fails when nothing is left, and passes on the failure of the look-up", async () => {
    expect(await outcome(resolvesTo("10.0.0.1", "fd00::1"), true)).toMatchObject({ code: "ADDRESS_NOT_PUBLIC" })
    const absent: LookupFunction = (_name, _options, callback) =>
      callback(Object.assign(new Error("no such name"), { code: "ENOTFOUND" }), "")
    expect(await outcome(absent, true)).toMatchObject({ code: "ENOTFOUND" })
  })
})
