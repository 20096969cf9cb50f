import { describe, expect, it } from "vitest"
import { formatEndpoint, InvalidEndpointError, isLoopback, parseEndpoint } from "../src/index.ts"

describe("endpoint", () => {
  it.each([
    ["imagesearch.cn-shanghai.aliyuncs.com", "https://imagesearch.cn-shanghai.aliyuncs.com"],
    ["http://127.0.0.1:8080", "http://127.0.0.1:8080"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    [" HTTPS://Host.Example:443 ", "https://host.example"],
    ["host:8443", "https://host:8443"],
    ["http://[::1]:80/", "http://[::1]"]
  ])("reads %s as %s", (text, expected) => {
    expect(formatEndpoint(parseEndpoint(text))).toBe(expected)
  })

  it.each([
    ["", "it is empty"],
    ["http://host/path", "it has a path"],
    ["http://host/?q=1", "it has a path"],
    ["ftp://host", "neither http nor https"],
    ["http://user:pass@host", "it held a user name"],
    ["http://ho st", "does not parse"],
    ["host:99999", "does not parse"]
  ])("refuses %j: %s", (text, why) => {
    expect(() => parseEndpoint(text)).toThrow(InvalidEndpointError)
    expect(() => parseEndpoint(text)).toThrow(why)
  })

  it.each([
    ["http://user:hunter2@host", "http://host"],
    ["user:hunter2@host", "https://host"],
    ["ftp://user:hunter2@host", "ftp://host"],
    ["socks5://user:hunter2@host:1080", "socks5://host:1080"],
    ["http://user:hunter2@host:99999", "http://host:99999"],
    ["https://user:hunter2@a host", "https://a host"],
    ["https://user:hunter2/@@host", "https://host"],
    ["user:hunter2\n@a host", "a host"]
  ])("never repeats a password: %j", (text, shown) => {
    expect(() => parseEndpoint(text)).toThrow(expect.objectContaining({ text: shown }))
    expect(() => parseEndpoint(text)).toThrow(/^(?![^]*hunter2)/)
  })

  it.each([undefined, null, 7, {}])("refuses %s, which is no text", (value) => {
    expect(() => parseEndpoint(value as never)).toThrow(InvalidEndpointError)
  })

  it.each([
    ["http://127.0.0.1:1", true],
    ["http://127.9.9.9", true],
    ["http://localhost:3000", true],
    ["http://bucket.oss-cn-shanghai.localhost:3000", true],
    ["http://[::1]:3000", true],
    ["https://imagesearch.cn-shanghai.aliyuncs.com", false],
    ["http://127.0.0.1.example.com", false],
    ["http://evil-localhost.example", false]
  ])("tells whether %s is on this machine: %s", (text, expected) => {
    expect(isLoopback(parseEndpoint(text))).toBe(expected)
  })
})
