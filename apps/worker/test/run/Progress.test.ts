import { describe, expect, it } from "vitest"
import { Progress, progressText } from "../../src/run/Progress.ts"

const watch = (isTTY: boolean, environment: Readonly<Record<string, string>> = {}) => {
  let now = 0
  const written: string[] = []
  const progress = new Progress({ isTTY, write: (text) => written.push(text) }, environment, () => now)
  return { progress, written, pass: (millis: number) => (now += millis) }
}

const facts = (done: number) => ({ done, failed: 1, total: 101, sent: done })

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
    expect(progressText({ done: 0, failed: 0, total: 1_000_000, sent: 0 }, { sent: 5, settled: 5 })).toBe(
      "0 done, 0 failed of 1000000 · 5.0/s · 55.6 h left"
    )
    expect(progressText({ done: 0, failed: 0, total: 1_000, sent: 0 }, { sent: 5, settled: 5 })).toBe(
      "0 done, 0 failed of 1000 · 5.0/s · 3 min left"
    )
    expect(progressText({ done: 0, failed: 0, total: 10, sent: 0 }, { sent: 0, settled: 0 })).toBe(
      "0 done, 0 failed of 10 · 0.0/s"
    )
  })

  it("gives the speed of this run, and the time left by the speed of all", () => {
    const { progress, written, pass } = watch(false)
    progress.working({ done: 0, failed: 0, total: 300, sent: 0 })
    pass(10_000)
    // Another process does twice as much.
    progress.working({ done: 150, failed: 0, total: 300, sent: 50 })
    expect(written.at(-1)).toBe("150 done, 0 failed of 300 · 5.0/s · 10 s left\n")
  })

  it("says what keeps a run waiting, in a line that fits the terminal", () => {
    const waiting = { done: 1, failed: 0, total: 2, sent: 1, trouble: "no answer for 12 s: refused" }
    expect(progressText(waiting, { sent: 1, settled: 1 })).toBe("1 done, 0 failed of 2 · no answer for 12 s: refused")
    const written: string[] = []
    const output = { isTTY: true, columns: 20, write: (text: string) => written.push(text) }
    new Progress(output, {}, () => 0).working(waiting)
    expect(written).toEqual(["\r\u001B[K1 done, 0 failed o…"])
  })

  it("counts one row as one row", () => {
    const { progress, written } = watch(false)
    progress.reading(1)
    expect(written).toEqual(["reading the catalogue: 1 row\n"])
  })
})
