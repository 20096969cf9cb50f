import fc from "fast-check"
import { describe, expect, it } from "vitest"
import * as EndpointHealth from "../src/EndpointHealth.ts"
import {
  afterAttempt,
  healthy,
  isFailing,
  standingOf,
  withProbe,
  type EndpointHealth as Health,
  type OutcomeFacts
} from "../src/EndpointHealth.ts"

const facts = { outcome: "down", isProbe: false, now: 0, random: 1, others: "well" } as const

const after = (health: Health, changes: Partial<OutcomeFacts> = {}): Health =>
  afterAttempt(health, { ...facts, ...changes })

/** One letter for each attempt: d for down, u for up. */
const afterAll = (health: Health, letters: string, changes: Partial<OutcomeFacts> = {}): Health =>
  letters.split("").reduce((one, letter) => after(one, { ...changes, outcome: letter === "d" ? "down" : "up" }), health)

const probed = (health: Health, now: number, changes: Partial<OutcomeFacts> = {}): Health =>
  after(withProbe(health, now), { isProbe: true, now, ...changes })

const spanOf = (health: Health, now: number): number => (health.ejection?.until ?? now) - now

describe("ejection", () => {
  it("has the figures of the design", () => {
    const { failuresToEject, windowAttempts, failureShareToEject, attemptsToJudge } = EndpointHealth
    expect({ failuresToEject, windowAttempts, failureShareToEject, attemptsToJudge }).toEqual({
      failuresToEject: 5,
      windowAttempts: 20,
      failureShareToEject: 0.5,
      attemptsToJudge: 5
    })
    const { ejectionMillis, ejectionCapMillis, forgetMillis, probeMillis } = EndpointHealth
    expect({ ejectionMillis, ejectionCapMillis, forgetMillis, probeMillis }).toEqual({
      ejectionMillis: 5_000,
      ejectionCapMillis: 60_000,
      forgetMillis: 60_000,
      probeMillis: 120_000
    })
  })

  it.each([
    ["comes at the fifth failure in a row", `${"u".repeat(20)}ddddd`, "out"],
    ["does not come at the fourth", `${"u".repeat(20)}dddd`, "well"],
    ["counts failures in a row from the last answer", `${"u".repeat(20)}ddddudddd`, "well"],
    ["comes when half of twenty attempts failed", `${"ud".repeat(9)}uudd`, "out"],
    ["does not come while more than half of them worked", `u${"ud".repeat(9)}u`, "well"],
    ["judges five attempts", "uuddd", "out"],
    ["judges no fewer than five", "uddd", "well"],
    ["comes with a failure only", "ddddu", "well"],
    ["looks at the last twenty attempts only", `ddd${"u".repeat(20)}${"uud".repeat(6)}`, "well"]
  ])("%s", (_, letters, standing) => {
    expect(standingOf(afterAll(healthy, letters), 0)).toBe(standing)
  })

  it("lasts five seconds at most, and half of that at least", () => {
    expect(spanOf(afterAll(healthy, "ddddd", { random: 0 }), 0)).toBe(2_500)
    expect(spanOf(afterAll(healthy, "ddddd", { random: 1 }), 0)).toBe(5_000)
  })

  it("is not lengthened by attempts that began before it", () => {
    const out = afterAll(healthy, "ddddd")
    expect(afterAll(out, "dddudu", { now: 100 })).toBe(out)
  })

  it("spares the last endpoint that is not out, and comes with its next failure once another is back", () => {
    const spared = afterAll(healthy, "d".repeat(100), { others: "out" })
    expect(standingOf(spared, 0)).toBe("well")
    expect(isFailing(spared)).toBe(true)
    expect(standingOf(after(spared), 0)).toBe("out")
  })

  it("takes no more room for a million attempts than for twenty, and none anew for one that works", () => {
    const full = afterAll(healthy, "u".repeat(20))
    expect(after(full, { outcome: "up" })).toBe(full)
    const busy = afterAll(healthy, "uuud".repeat(10_000))
    expect(busy.attempts).toBe(20)
    expect(busy.window).toBeLessThan(2 ** 20)
    expect(busy.failuresInRow).toBe(1)
  })
})

describe("probe", () => {
  const out = afterAll(healthy, "ddddd")

  it("is due when the ejection's time is over, and given once", () => {
    expect(standingOf(out, 4_999)).toBe("out")
    expect(standingOf(out, 5_000)).toBe("due")
    expect(standingOf(withProbe(out, 5_000), 5_000)).toBe("probed")
  })

  it("makes the endpoint fully well when it is answered", () => {
    const restored = probed(out, 5_000, { outcome: "up" })
    expect(standingOf(restored, 5_000)).toBe("well")
    expect(standingOf(afterAll(restored, "dddd", { now: 5_001 }), 5_001)).toBe("well")
  })

  it("ejects for twice as long each time that it fails, up to a minute", () => {
    let health: Health = out
    let now = 5_000
    const spans = [10_000, 20_000, 40_000, 60_000, 60_000].map((expected) => {
      health = probed(health, now)
      const span = spanOf(health, now)
      now += span
      return [span, expected]
    })
    for (const [span, expected] of spans) expect(span).toBe(expected)
  })

  it("does not double while no other endpoint works either", () => {
    expect(spanOf(probed(probed(out, 5_000, { others: "failing" }), 10_000, { others: "failing" }), 10_000)).toBe(5_000)
    expect(spanOf(probed(out, 5_000, { others: "out" }), 5_000)).toBe(5_000)
  })

  it("leaves the ejection as it was when it comes early and fails", () => {
    expect(probed(out, 1_000)).toEqual(out)
  })

  it("says nothing when it is interrupted, and is free again", () => {
    const freed = probed(out, 5_000, { outcome: "unknown" })
    expect(freed).toEqual(out)
    expect(standingOf(freed, 5_000)).toBe("due")
  })

  it("is given up after two minutes, if nobody ended it", () => {
    const lost = withProbe(out, 5_000)
    expect(standingOf(lost, 124_999)).toBe("probed")
    expect(standingOf(lost, 125_000)).toBe("due")
  })

  it("keeps the doubling of an endpoint that fails again within a minute, and forgets it after one", () => {
    const restored = probed(out, 5_000, { outcome: "up" })
    expect(spanOf(afterAll(restored, "ddddd", { now: 64_999 }), 64_999)).toBe(10_000)
    expect(spanOf(afterAll(restored, "ddddd", { now: 65_000 }), 65_000)).toBe(5_000)
  })
})

it("ends every ejection within a minute, whatever has happened", () => {
  const event = fc.record({
    outcome: fc.constantFrom("up", "down", "down", "unknown"),
    others: fc.constantFrom("well", "failing", "out"),
    random: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
    waitMillis: fc.nat(20_000)
  })
  fc.assert(
    fc.property(fc.array(event, { maxLength: 200 }), (events) => {
      let health = healthy
      let now = 0
      for (const { outcome, others, random, waitMillis } of events) {
        now += waitMillis
        const isProbe = standingOf(health, now) === "due"
        health = after(isProbe ? withProbe(health, now) : health, { outcome, others, random, isProbe, now })
        expect(spanOf(health, now)).toBeLessThanOrEqual(60_000)
        expect(["well", "due"]).toContain(standingOf(health, now + 60_000))
        expect(health.attempts).toBeLessThanOrEqual(20)
      }
    })
  )
})
