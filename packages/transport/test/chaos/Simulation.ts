/**
 * Hours of calls in seconds: a clock that jumps to the next sleeper as soon as nothing else can run, and a network that
 * is a function of endpoint and time. The pipeline above it is the production one; only the sender is played.
 *
 * Where `virtualClock` of the tests serves one fiber, this one keeps thousands of concurrent sleeps in order. All chance
 * comes from one seed, so that a run can be repeated.
 */
import { formatEndpoint } from "@imagesearch/core"
import * as Clock from "effect/Clock"
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import * as Layer from "effect/Layer"
import * as Random from "effect/Random"
import { setImmediate } from "node:timers/promises"
import { Pacer, Sender, Transport, TransportEvents, type EventSink, type SendOutcome } from "../../src/index.ts"

/** What an endpoint does with one attempt. */
export interface Weather {
  /** Milliseconds until it ends, cut to the limits of the attempt. */
  readonly millis: number
  readonly ending: "ok" | "503" | "throttled" | "refused" | "reset"
}

export interface Attempted {
  readonly endpoint: string
  /** Milliseconds since the start of the simulation. */
  readonly at: number
}

export interface Simulation {
  /** Milliseconds since the start. */
  readonly now: () => number
  /** Uniform in [0, 1), from the seed. */
  readonly random: () => number
}

export interface World {
  readonly seed: number
  readonly weather: (attempted: Attempted & Simulation) => Weather
  readonly tell?: EventSink
  /** Every attempt, as the network sees it. */
  readonly onAttempt?: (attempted: Attempted) => void
}

/** Runs a program over `Transport` and the pacer of one process in the world, in virtual time. */
export const simulate = async <A, E>(
  world: World,
  program: (simulation: Simulation) => Effect.Effect<A, E, Transport | Pacer>
): Promise<A> => {
  const time = eventClock()
  const random = mulberry32(world.seed)
  const simulation = { now: time.now, random }
  const layer = Transport.layerWithoutDependencies.pipe(
    Layer.provideMerge([weatherSender(world, simulation), Pacer.layerMemory]),
    Layer.provide(Layer.succeed(TransportEvents, world.tell))
  )
  const effect = program(simulation).pipe(
    Effect.provide(layer),
    Effect.provideService(Clock.Clock, time.clock),
    Effect.provideService(Random.Random, {
      nextDoubleUnsafe: random,
      nextIntUnsafe: () => Math.floor(random() * Number.MAX_SAFE_INTEGER)
    })
  )
  const fiber = Effect.runFork(effect)
  while (fiber.pollUnsafe() === undefined) {
    // Twice, so that what a wake-up has set going through the scheduler has run as well.
    await setImmediate()
    await setImmediate()
    if (fiber.pollUnsafe() === undefined && !time.wakeNext()) throw new Error("the simulation waits for nothing")
  }
  return Effect.runPromise(Fiber.join(fiber))
}

const weatherSender = ({ weather, onAttempt }: World, simulation: Simulation): Layer.Layer<Sender> =>
  Layer.succeed(Sender, {
    send: ({ endpoint, limits }) =>
      Effect.suspend(() => {
        const attempted = { endpoint: formatEndpoint(endpoint), at: simulation.now() }
        onAttempt?.(attempted)
        const { millis, ending } = weather({ ...attempted, ...simulation })
        const limit = Math.min(ending === "refused" ? limits.connectMillis : limits.headersMillis, limits.totalMillis)
        const outcome = millis > limit ? failed("headers", "maybe", "HEADERS_LIMIT") : outcomes[ending]
        const spent = Math.min(millis, limit)
        return spent > 0 ? Effect.as(Effect.sleep(spent), outcome) : Effect.succeed(outcome)
      })
  })

const failed = (phase: "connect" | "headers", sent: "no" | "maybe", code: string): SendOutcome => ({
  _tag: "Failed",
  phase,
  sent,
  code,
  message: code
})

const answered = (status: number, body: object): SendOutcome => ({
  _tag: "Answered",
  answer: { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(body)) }
})

const outcomes: Readonly<Record<Weather["ending"], SendOutcome>> = {
  ok: answered(200, { Success: true }),
  "503": answered(503, { Code: "ServiceUnavailable" }),
  throttled: answered(429, { Code: "Throttling.User" }),
  refused: failed("connect", "no", "ECONNREFUSED"),
  reset: failed("headers", "maybe", "ECONNRESET")
}

interface Sleeper {
  readonly at: number
  /** Sleepers of the same instant wake in the order in which they lay down. */
  readonly order: number
  readonly wake: () => void
  isGone: boolean
}

/** Time that only passes when everyone sleeps. */
const eventClock = () => {
  const startMillis = Date.parse("2026-01-01T00:00:00Z")
  const sleepers: Sleeper[] = []
  let elapsed = 0
  let order = 0
  const wallNanos = () => BigInt(Math.round(startMillis + elapsed)) * 1_000_000n
  const monotonicNanos = () => BigInt(Math.round(elapsed * 1e6))
  const sleep = (millis: number) =>
    Effect.callback<void>((resume) => {
      const sleeper = { at: elapsed + millis, order: order++, wake: () => resume(Effect.void), isGone: false }
      push(sleepers, sleeper)
      return Effect.sync(() => void (sleeper.isGone = true))
    })
  const clock: Clock.Clock = {
    currentTimeMillisUnsafe: () => startMillis + elapsed,
    currentTimeMillis: Effect.sync(() => startMillis + elapsed),
    currentTimeNanosUnsafe: wallNanos,
    currentTimeNanos: Effect.sync(wallNanos),
    monotonicTimeNanosUnsafe: monotonicNanos,
    monotonicTimeNanos: Effect.sync(monotonicNanos),
    sleep: (duration) => sleep(Duration.toMillis(duration))
  }
  /** Wakes the next sleeper; false when nobody sleeps. */
  const wakeNext = (): boolean => {
    for (;;) {
      const next = pop(sleepers)
      if (next === undefined) return false
      if (next.isGone) continue
      elapsed = next.at
      next.wake()
      return true
    }
  }
  return { clock, now: () => elapsed, wakeNext }
}

const isBefore = (one: Sleeper, other: Sleeper): boolean =>
  one.at < other.at || (one.at === other.at && one.order < other.order)

/** A binary heap, the earliest sleeper on top. */
const push = (heap: Sleeper[], sleeper: Sleeper): void => {
  let at = heap.push(sleeper) - 1
  while (at > 0) {
    const parent = (at - 1) >> 1
    const above = heap[parent]
    if (above === undefined || !isBefore(sleeper, above)) break
    heap[at] = above
    at = parent
  }
  heap[at] = sleeper
}

const pop = (heap: Sleeper[]): Sleeper | undefined => {
  const top = heap[0]
  const moved = heap.pop()
  if (moved === undefined || heap.length === 0) return top
  let at = 0
  for (;;) {
    const [left, right] = [heap[2 * at + 1], heap[2 * at + 2]]
    if (left === undefined) break
    const isRight = right !== undefined && isBefore(right, left)
    const child = isRight ? right : left
    if (!isBefore(child, moved)) break
    heap[at] = child
    at = 2 * at + (isRight ? 2 : 1)
  }
  heap[at] = moved
  return top
}

/** A small random generator with a seed (mulberry32). */
export const mulberry32 = (seed: number) => {
  let state = seed
  return (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
