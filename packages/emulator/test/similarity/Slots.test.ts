import { describe, expect, it } from "vitest"
import { Slots } from "../../src/similarity/Slots.ts"

describe("slots", () => {
  it("never run more tasks at once than there are slots, and run all of them in order", async () => {
    const slots = new Slots(3)
    const started: number[] = []
    let running = 0
    let most = 0
    const task = async (i: number): Promise<number> => {
      started.push(i)
      most = Math.max(most, ++running)
      await new Promise(setImmediate)
      running -= 1
      return i
    }
    const order = Array.from({ length: 20 }, (_, i) => i)
    expect(await Promise.all(order.map((i) => slots.run(() => task(i))))).toEqual(order)
    expect(most).toBe(3)
    expect(started).toEqual(order)
  })

  it("are free again after a task that failed", async () => {
    const slots = new Slots(1)
    await expect(slots.run(() => Promise.reject(new Error("broken")))).rejects.toThrow("broken")
    expect(await slots.run(async () => "fine")).toBe("fine")
  })
})
