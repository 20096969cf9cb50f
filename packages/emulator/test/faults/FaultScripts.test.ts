import { describe, expect, it } from "vitest"
import type { FaultScript } from "../../src/control/faults.ts"
import { FaultScripts, type Met } from "../../src/faults/FaultScripts.ts"
import { startEmulator } from "../../src/index.ts"
import { call, KEY } from "../client.ts"

const DETAIL: Met = { operation: "Detail", instance: "demo", endpoint: 0 }
const RESET = { kind: "reset" } as const
const PASS = { kind: "pass" } as const

/** The kinds of fault that so many requests meet, "-" for none. */
const meet = (scripts: FaultScripts, times: number, met: Met = DETAIL): string =>
  Array.from({ length: times }, () => scripts.meet(met)?.kind ?? "-").join(" ")

const only = (script: FaultScript): FaultScripts => {
  const scripts = new FaultScripts()
  scripts.add(script)
  return scripts
}

describe("a fault script", () => {
  it("plays its faults one after the other and round again", () => {
    expect(meet(only({ faults: [RESET, PASS, { kind: "answer" }] }), 5)).toBe("reset pass answer reset pass")
  })

  it("ends after its count", () => {
    expect(meet(only({ faults: [RESET], count: 2 }), 4)).toBe("reset reset - -")
  })

  it.each<[string, Partial<FaultScript>, string]>([
    ["another operation", { operation: "AddImage" }, "- -"],
    ["its operation", { operation: "Detail" }, "reset reset"],
    ["another instance", { instance: "other" }, "- -"],
    ["its instance", { instance: "demo" }, "reset reset"],
    ["another endpoint", { endpoint: 1 }, "- -"],
    ["its endpoint", { endpoint: 0 }, "reset reset"]
  ])("for %s meets a request accordingly", (_, conditions, expected) => {
    expect(meet(only({ ...conditions, faults: [RESET] }), 2)).toBe(expected)
  })

  it("with a probability meets about that share, and with one seed always the same requests", () => {
    const of = (seed?: number) =>
      meet(only({ faults: [RESET], probability: 0.3, ...(seed === undefined ? {} : { seed }) }), 1_000)
    const share =
      of(7)
        .split(" ")
        .filter((kind) => kind === "reset").length / 1_000
    expect(share).toBeGreaterThan(0.26)
    expect(share).toBeLessThan(0.34)
    expect(of(7)).toBe(of(7))
    expect(of(7)).not.toBe(of(8))
    expect(of()).toBe(of(1))
    expect(meet(only({ faults: [RESET], probability: 0 }), 20)).not.toContain("reset")
    expect(meet(only({ faults: [RESET], probability: 1 }), 20)).not.toContain("-")
  })

  it("gives way to an earlier one that fires, and takes over when that has ended", () => {
    const scripts = only({ faults: [RESET], count: 1 })
    scripts.add({ faults: [PASS] })
    expect(meet(scripts, 3)).toBe("reset pass pass")
    expect(scripts.states.map(({ id, met }) => [id, met])).toEqual([
      [1, 1],
      [2, 2]
    ])
  })

  it("is listed with its id and how many requests it has met, and removed alone or with all others", async () => {
    await using emulator = await startEmulator({ ...KEY, endpoints: 2 })
    const { control } = emulator
    const script: FaultScript = { operation: "Detail", endpoint: 1, faults: [{ kind: "answer" }], count: 3 }
    expect(await control.addFaults(script)).toEqual({ id: 1, ...script, met: 0 })
    await control.addFaults({ faults: [PASS] })
    expect((await call(emulator, "Detail", {}, emulator.urls[1])).status).toBe(500)
    expect((await call(emulator, "Detail", {}, emulator.urls[0])).status).toBe(200)
    expect((await control.faults()).map(({ id, met }) => [id, met])).toEqual([
      [1, 1],
      [2, 1]
    ])
    expect(await control.removeFaults(1)).toMatchObject([{ id: 2 }])
    expect((await call(emulator, "Detail", {}, emulator.urls[1])).status).toBe(200)
    expect(await control.removeFaults()).toEqual([])
  })
})
