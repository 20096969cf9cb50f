import { expect, it } from "@effect/vitest"
import { parseEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { TestClock } from "effect/testing"
import fc from "fast-check"
import { describe } from "vitest"
import { monotonicMillis } from "../src/Deadline.ts"
import {
  EndpointSelector,
  rememberedEndpoints,
  selectEndpoint,
  type Access,
  type Choice,
  type EndpointSet
} from "../src/EndpointSelector.ts"

const endpointAt = (port: number): Endpoint => parseEndpoint(`http://127.0.0.1:${port}`)
const [first, second, third] = [endpointAt(1), endpointAt(2), endpointAt(3)] as const
const pair: EndpointSet = [first, second]
const trio: EndpointSet = [first, second, third]

const next = (set: EndpointSet, avoid: readonly Endpoint[] = [], access: Access = "read") =>
  Effect.gen(function* () {
    const selector = yield* EndpointSelector
    return selector.next(set, { access, avoid, now: yield* monotonicMillis })
  })

const record = (choice: Choice, outcome: "up" | "down" | "unknown", access: Access = "read") =>
  Effect.gen(function* () {
    const selector = yield* EndpointSelector
    return selector.record(choice, { access, outcome, now: yield* monotonicMillis, random: yield* Random.next })
  })

/** Fails on the endpoint until it is ejected, or five times; the last event. */
const failFive = Effect.fnUntraced(function* (set: EndpointSet, endpoint: Endpoint, access: Access = "read") {
  const others = set.filter((one) => one !== endpoint)
  const events = []
  for (let failure = 0; failure < 5; failure++) {
    events.push(yield* record(yield* next(set, others, access), "down", access))
  }
  return events.at(-1)
})

describe("order of the endpoints of a set", () => {
  const standings = (text: string) => (endpoint: Endpoint) => {
    const letter = text[trio.indexOf(endpoint)]
    return letter === "o" ? "out" : letter === "d" ? "due" : letter === "p" ? "probed" : "well"
  }

  it.each([
    ["keeps the order", "www", [], first],
    ["passes over what was tried", "www", [first], second],
    ["passes over what is out", "oww", [], second],
    ["gives a probe that is due its place in the order", "dww", [], first],
    ["passes over a probe that another call makes", "pww", [], second],
    ["goes on to one that is out when the others were tried", "oww", [second, third], first],
    ["prefers one that nobody probes among those that are out", "poo", [], second],
    ["falls back to one that is being probed", "ppp", [], first],
    ["comes back to the first in avoid when all were tried", "www", [second, first, third], second],
    ["comes back to one that is not out first", "wow", [second, third, first], third],
    ["comes back to the first in avoid when all are out", "ooo", [third, first, second], third]
  ] as const)("%s", (_, text, avoid, expected) => {
    expect(selectEndpoint(trio, avoid, standings(text))).toBe(expected)
  })
})

describe("endpoint selector", () => {
  it.effect("leaves out an endpoint after five failures, and says so", () =>
    Effect.gen(function* () {
      const event = yield* failFive(pair, first)
      expect(event).toMatchObject({ _tag: "Ejected", endpoint: "http://127.0.0.1:1" })
      expect(event?._tag === "Ejected" && event.forMillis >= 2_500 && event.forMillis <= 5_000).toBe(true)
      expect(yield* next(pair)).toMatchObject({ endpoint: second, isProbe: false })
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("never ejects the only endpoint of a set, nor the last of two or of three", () =>
    Effect.gen(function* () {
      expect(yield* failFive([first], first)).toBeUndefined()
      expect((yield* failFive(trio, second, "write"))?._tag).toBe("Ejected")
      expect((yield* failFive(trio, third, "write"))?._tag).toBe("Ejected")
      expect(yield* failFive(trio, first, "write")).toBeUndefined()
      expect((yield* failFive(pair, second))?._tag).toBe("Ejected")
      expect(yield* failFive(pair, first)).toBeUndefined()
      expect((yield* next(pair)).endpoint).toBe(first)
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("sends calls to the one of three that is well, and on to the others when it fails them", () =>
    Effect.gen(function* () {
      yield* failFive(trio, first)
      yield* failFive(trio, second)
      expect((yield* next(trio)).endpoint).toBe(third)
      expect((yield* next(trio, [third])).endpoint).toBe(first)
      expect((yield* next(trio, [third, first])).endpoint).toBe(second)
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("keeps the health of reads apart from that of writes", () =>
    Effect.gen(function* () {
      yield* failFive(pair, first, "write")
      expect((yield* next(pair, [], "write")).endpoint).toBe(second)
      expect((yield* next(pair, [], "read")).endpoint).toBe(first)
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("hands a due probe to one of a hundred calls, and all calls back after one good probe", () =>
    Effect.gen(function* () {
      yield* failFive(pair, first)
      yield* TestClock.adjust("5 seconds")
      const choices = yield* Effect.all(
        Array.from({ length: 100 }, () => next(pair)),
        { concurrency: "unbounded" }
      )
      const probes = choices.filter((choice) => choice.isProbe)
      expect(probes.map((choice) => choice.endpoint)).toEqual([first])
      expect(choices.filter((choice) => choice.endpoint === second)).toHaveLength(99)
      for (const probe of probes) {
        expect(yield* record(probe, "up")).toEqual({ _tag: "Restored", endpoint: "http://127.0.0.1:1" })
      }
      for (let call = 0; call < 10; call++) {
        expect(yield* next(pair)).toMatchObject({ endpoint: first, isProbe: false })
      }
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("hands the probe to the next call when the one that had it was interrupted", () =>
    Effect.gen(function* () {
      yield* failFive(pair, first)
      yield* TestClock.adjust("5 seconds")
      const probe = yield* next(pair)
      expect(probe.isProbe).toBe(true)
      expect((yield* next(pair)).endpoint).toBe(second)
      expect(yield* record(probe, "unknown")).toBeUndefined()
      expect(yield* next(pair)).toMatchObject({ endpoint: first, isProbe: true })
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("leaves the endpoint out for longer after a failed probe", () =>
    Effect.gen(function* () {
      yield* failFive(pair, first)
      yield* TestClock.adjust("5 seconds")
      const event = yield* record(yield* next(pair), "down")
      expect(event?._tag === "Ejected" && event.forMillis >= 5_000 && event.forMillis <= 10_000).toBe(true)
      yield* TestClock.adjust("4 seconds")
      expect((yield* next(pair)).endpoint).toBe(second)
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("tries the first of two again within five seconds for as long as both are down", () =>
    Effect.gen(function* () {
      yield* failFive(pair, first)
      yield* failFive(pair, second)
      for (let round = 0; round < 10; round++) {
        yield* TestClock.adjust("5 seconds")
        const choice = yield* next(pair)
        expect(choice).toMatchObject({ endpoint: first, isProbe: true })
        yield* record(choice, "down")
        expect((yield* next(pair)).endpoint).toBe(second)
      }
    }).pipe(Effect.provide(EndpointSelector.layer))
  )

  it.effect("remembers a thousand endpoints, and forgets that which changed longest ago", () =>
    Effect.gen(function* () {
      expect(rememberedEndpoints).toBe(1_000)
      yield* failFive(pair, first)
      const failOnce = (port: number) => Effect.flatMap(next([endpointAt(port)]), (choice) => record(choice, "down"))
      for (let port = 3; port < 1_002; port++) yield* failOnce(port)
      expect((yield* next(pair)).endpoint).toBe(second)
      yield* failOnce(1_002)
      expect((yield* next(pair)).endpoint).toBe(first)
    }).pipe(Effect.provide(EndpointSelector.layer))
  )
})

const step = fc.record({
  waitMillis: fc.integer({ min: 0, max: 15_000 }),
  size: fc.constantFrom(1, 2, 3),
  avoid: fc.subarray([first, second, third]),
  access: fc.constantFrom<Access>("read", "write"),
  outcome: fc.constantFrom("up", "down", "down", "unknown"),
  /** How many calls later the outcome comes. */
  delay: fc.nat(3)
})

describe("whatever the outcomes and the times", () => {
  it("the endpoint that comes is one of the set, and has one probe at a time for each access", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) =>
        Effect.runPromise(
          Effect.gen(function* () {
            const flying: Array<{ choice: Choice; access: Access; outcome: "up" | "down" | "unknown"; due: number }> =
              []
            for (const [index, { waitMillis, size, avoid, access, outcome, delay }] of steps.entries()) {
              yield* TestClock.adjust(waitMillis)
              const set: EndpointSet = size === 1 ? [first] : size === 2 ? pair : trio
              const choice = yield* next(set, avoid, access)
              expect(set).toContain(choice.endpoint)
              const isTaken = flying.some(
                (one) => one.choice.isProbe && one.access === access && one.choice.endpoint === choice.endpoint
              )
              expect(choice.isProbe && isTaken).toBe(false)
              flying.push({ choice, access, outcome, due: index + delay })
              for (const one of flying.filter(({ due }) => due <= index)) {
                flying.splice(flying.indexOf(one), 1)
                yield* record(one.choice, one.outcome, one.access)
              }
            }
          }).pipe(Effect.provide(Layer.merge(EndpointSelector.layer, TestClock.layer())))
        )
      ),
      { numRuns: 200 }
    )
  })

  it("one endpoint of a set is never out", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 120 }), (steps) =>
        Effect.runPromise(
          Effect.gen(function* () {
            const out = new Set<string>()
            for (const { waitMillis, outcome, avoid } of steps) {
              yield* TestClock.adjust(waitMillis)
              const event = yield* record(yield* next(trio, avoid), outcome)
              if (event?._tag === "Ejected") out.add(event.endpoint)
              if (event?._tag === "Restored") out.delete(event.endpoint)
              expect(out.size).toBeLessThan(3)
            }
          }).pipe(Effect.provide(Layer.merge(EndpointSelector.layer, TestClock.layer())))
        )
      ),
      { numRuns: 200 }
    )
  })

  it("the first of the order has its place back within one probe of being well again", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), (steps) =>
        Effect.runPromise(
          Effect.gen(function* () {
            for (const { waitMillis, access, outcome, avoid } of steps) {
              yield* TestClock.adjust(waitMillis)
              yield* record(yield* next(trio, avoid, access), outcome, access)
            }
            for (const access of ["read", "write"] as const) {
              yield* TestClock.adjust("60 seconds")
              const choice = yield* next(trio, [], access)
              expect(choice.endpoint).toBe(first)
              yield* record(choice, "up", access)
              expect(yield* next(trio, [], access)).toMatchObject({ endpoint: first, isProbe: false })
            }
          }).pipe(Effect.provide(Layer.merge(EndpointSelector.layer, TestClock.layer())))
        )
      ),
      { numRuns: 200 }
    )
  })
})
