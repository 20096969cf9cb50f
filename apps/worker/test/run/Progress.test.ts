import { describe, expect, it } from "vitest"
import { Progress, progressText } from "../../src/run/Progress.ts"

const watch = (isTTY: boolean, environment: Readonly<Record<string, string>> = {}) => {
  let now = 0
  const written: string[] = []
  const progress = new Progress({ isTTY, write: (text) => written.push(text) }, environment, () => now)
  return { progress, written, pass: (millis: number) => (now += millis) }
}

const facts = (done: number) => ({ done, failed: 1, total: 101 })

describe("Progress", () => {
  it("redraws one line on a terminal, ten times a second at most", () => {
    const { progress, written, pass } = watch(true)
    for (let done = 0; done <= 100; done += 1) {
      progress.working(facts(done))
      pass(10)
    }
    progress.end()
    expect(written).toHaveLength(12)
    expect(written[0]).toBe("\r\u001B[K0 done, 1 failed of 101")
    expect(written.at(-1)).toBe("\n")
  })

  it.each([
    { isTTY: false, environment: {} },
    { isTTY: true, environment: { CI: "1" } },
    { isTTY: true, environment: { TERM: "dumb" } }
  ])("writes plain lines every few seconds, the first and the last always: %o", ({ isTTY, environment }) => {
    const { progress, written, pass } = watch(isTTY, environment)
    progress.reading(250)
    for (let done = 0; done <= 100; done += 1) {
      progress.working(facts(done))
      pass(100)
    }
    progress.end()
    expect(written).toEqual([
      "reading the catalogue: 250 rows\n",
      "0 done, 1 failed of 101\n",
      "50 done, 1 failed of 101 · 10.0/s · 5 s left\n",
      "100 done, 1 failed of 101 · 10.0/s\n"
    ])
  })

  it("gives the time left in a unit that fits", () => {
    expect(progressText({ done: 0, failed: 0, total: 1_000_000 }, 5)).toBe(
      "0 done, 0 failed of 1000000 · 5.0/s · 55.6 h left"
    )
    expect(progressText({ done: 0, failed: 0, total: 1_000 }, 5)).toBe("0 done, 0 failed of 1000 · 5.0/s · 3 min left")
    expect(progressText({ done: 0, failed: 0, total: 10 }, 0)).toBe("0 done, 0 failed of 10 · 0.0/s")
  })
})
