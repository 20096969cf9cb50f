import { describe, expect, it } from "vitest"
import { decodeDescriptor, encodeDescriptor } from "../../src/similarity/engine.ts"
import { viewLength } from "../../src/similarity/descriptor.ts"
import { randomUnit, seeded } from "./seeded.ts"

const random = seeded(21)
const whole = randomUnit(random, viewLength)
const both = { version: 1, whole, object: randomUnit(random, viewLength) }
const one = { version: 1, whole, object: whole }

describe("a descriptor in bytes", () => {
  it("comes back equal to the bit, also from the middle of a larger buffer", () => {
    const bytes = encodeDescriptor(both)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(decodeDescriptor(bytes)).toEqual(both)
    expect(decodeDescriptor(larger.subarray(3))).toEqual(both)
  })

  it("takes half the space when both views are the same, and gives one array back for both", () => {
    const bytes = encodeDescriptor(one)
    expect([bytes.length, encodeDescriptor(both).length]).toEqual([2754, 5506])
    const decoded = decodeDescriptor(bytes)
    expect(decoded).toEqual(one)
    expect(decoded?.object).toBe(decoded?.whole)
  })

  it("is undefined when the version is another, so that the picture is described anew", () => {
    const bytes = encodeDescriptor(both)
    bytes[0] = 2
    expect(decodeDescriptor(bytes)).toBeUndefined()
    expect(decodeDescriptor(encodeDescriptor({ ...one, version: 0 }))).toBeUndefined()
  })

  it.each([0, 1, 2, 100, 2753, 5505])("is undefined when only %i bytes are left", (length) => {
    expect(decodeDescriptor(encodeDescriptor(both).subarray(0, length))).toBeUndefined()
  })

  it("is undefined when it has no or three views", () => {
    for (const views of [0, 3]) {
      const bytes = encodeDescriptor(both)
      bytes[1] = views
      expect(decodeDescriptor(bytes)).toBeUndefined()
    }
  })
})
