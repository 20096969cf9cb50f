// What the command prints, for addresses that no test may listen on.

import { describe, expect, it } from "vitest"
import { announce, announceJson } from "../src/announce.ts"
import { startEmulator } from "../src/index.ts"
import { KEY } from "./client.ts"

describe("what is printed of an emulator", () => {
  it.each([
    ["http://127.0.0.2:18080", true],
    ["http://[::1]:18080", true],
    ["http://192.168.1.5:18080", false],
    ["http://[fe80::1]:18080", false]
  ])("at %s names its control plane and console: %s", async (url, isNamed) => {
    await using emulator = await startEmulator(KEY)
    const started = { options: KEY, hasMadeUpKey: false }
    const text = announce({ ...emulator, url }, started)
    expect(text.includes(`curl ${url}/_emulator/health`)).toBe(isNamed)
    expect(text.includes(`Look inside: ${url}/_console/`)).toBe(isNamed)
    expect(text.includes("--host 0.0.0.0 listens there too")).toBe(!isNamed)
    expect("console" in JSON.parse(announceJson({ ...emulator, url }, started))).toBe(isNamed)
  })
})
