import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { call, KEY, membersOf } from "../client.ts"

const HOUR_MS = 3_600_000

describe("the clock of an emulator", () => {
  let emulator: Emulator
  let systemMs = 0

  beforeEach(async () => {
    systemMs = Date.now()
    emulator = await startEmulator({ ...KEY, clock: () => systemMs })
  })
  afterEach(() => emulator.close())

  it("goes as the system's does until it is set", async () => {
    expect(await emulator.control.clock()).toEqual({
      mode: "real",
      now: new Date(systemMs).toISOString(),
      nowMs: systemMs,
      shiftMs: 0
    })
    expect((await call(emulator, "Detail")).status).toBe(200)
  })

  it("shifted, refuses callers whose dates are right by the system's, and goes on beside it", async () => {
    expect(await emulator.control.setClock({ mode: "shifted", shiftMs: HOUR_MS })).toMatchObject({ shiftMs: HOUR_MS })
    systemMs += 1_000
    const { status, headers, body } = await call(emulator, "Detail")
    expect({ status, code: body["Code"] }).toEqual({ status: 400, code: "InvalidTimeStamp.Expired" })
    expect(Date.parse(headers.date ?? "")).toBe(Math.floor((systemMs + HOUR_MS) / 1_000) * 1_000)
    await emulator.control.setClock({ mode: "shifted", shiftMs: -5_000 })
    expect((await emulator.control.clock()).nowMs).toBe(systemMs - 5_000)
    expect((await emulator.control.health()).uptimeMs).toBeGreaterThanOrEqual(0)
    expect((await call(emulator, "Detail")).status).toBe(200)
  })

  it("frozen, stands still at the date given, or where it was", async () => {
    await emulator.control.setClock({ mode: "frozen", at: "2030-01-31T10:00:00+08:00" })
    systemMs += HOUR_MS
    expect(await emulator.control.clock()).toMatchObject({ mode: "frozen", now: "2030-01-31T02:00:00.000Z" })
    await emulator.control.setClock({ mode: "real" })
    await emulator.control.setClock({ mode: "frozen" })
    const frozenMs = systemMs
    systemMs += HOUR_MS
    expect(await emulator.control.clock()).toMatchObject({ nowMs: frozenMs, shiftMs: -HOUR_MS })
  })

  it("refuses to go where no date can be written, stays as it was, and so does the record", async () => {
    const refusal = "POST /_emulator/clock was refused with 400: the clock shows the years 0 to 9999"
    for (const shiftMs of [Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
      await expect(emulator.control.setClock({ mode: "shifted", shiftMs })).rejects.toThrow(refusal)
    await expect(emulator.control.setClock({ mode: "frozen", at: "9999-12-31T23:59:59-01:00" })).rejects.toThrow(
      refusal
    )
    expect(await emulator.control.clock()).toMatchObject({ mode: "real", nowMs: systemMs })
    for (const at of ["0000-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"]) {
      const nowMs = Date.parse(at)
      expect(await emulator.control.setClock({ mode: "frozen", at })).toMatchObject({ nowMs })
      expect((await call(emulator, "Detail")).body["Code"]).toBe("InvalidTimeStamp.Expired")
      expect(await emulator.control.requests()).toContainEqual(
        expect.objectContaining({ at: new Date(nowMs).toISOString() })
      )
    }
  })

  it("that a program hands over with no time is a failure of that call alone, and says so", async () => {
    const warnings: string[] = []
    let ms = Date.now()
    await using own = await startEmulator({ ...KEY, clock: () => ms, warn: (line) => void warnings.push(line) })
    ms = Number.NaN
    await expect(call(own, "Detail")).rejects.toMatchObject({ code: "ECONNRESET" })
    expect(warnings).toContainEqual(
      expect.stringContaining("the clock of the options gave NaN, and no time of the years 0 to 9999")
    )
    ms = Date.now()
    expect((await call(own, "Detail")).status).toBe(200)
    expect(await own.control.requests()).toMatchObject([{ status: 200 }])
  })

  it("decides over the expiry of an instance too", async () => {
    await using expiring = await startEmulator({ ...KEY, expiresMs: Date.now() + 60_000 })
    expect((await call(expiring, "DeleteImage", { ProductId: "p" })).body).toMatchObject({ Success: true })
    await expiring.control.setClock({ mode: "shifted", shiftMs: 120_000 })
    expect((await call(expiring, "DeleteImage", { ProductId: "p" })).body["Code"]).toBe("InstanceStatusError")
    expect(membersOf((await call(expiring, "Detail")).body["Instance"])).toHaveProperty("UtcExpireTime")
  })
})
