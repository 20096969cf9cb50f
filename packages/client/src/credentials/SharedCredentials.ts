/**
 * The key of a client: kept for as long as it lasts, replaced before it ends, and asked for once however many calls wait.
 * A failure is told to those who waited for it, and is not remembered: the next call asks again.
 */
import type { Credentials, NetworkOptions } from "@imagesearch/transport"
import * as Clock from "effect/Clock"
import * as Effect from "effect/Effect"
import * as Fiber from "effect/Fiber"
import type { CredentialsError } from "./CredentialsError.ts"
import { checkSendable, unavailable, type CredentialsProvider, type IssuedCredentials } from "./CredentialsProvider.ts"

/** A key is replaced this long before its end, in milliseconds, as the official SDK does. */
export const refreshAheadMillis = 15 * 60_000
/** Or in this last part of its life, where that is shorter: a key of 15 minutes would be replaced at every call. */
export const refreshAheadShare = 1 / 4
/** A key that ends within this, in milliseconds, is no longer given out while there is hope for another. */
export const lastMinuteMillis = 60_000
/** Milliseconds between two attempts to replace a key that still holds. */
export const refreshPauseMillis = 30_000
/** Milliseconds after which a question is given up: more than an external program's minute, which has words of its own. */
export const loadLimitMillis = 90_000
/** Milliseconds that a call waits in the last minute of a key before it takes the key that still holds. */
export const lastMinuteWaitMillis = 1_000

/** A key that changes, as the calls of a client share it. */
export interface SharedCredentials {
  /** The key of the moment. */
  readonly current: Effect.Effect<Credentials, CredentialsError>
  /** Gives up this key, which the service has called expired; a newer one stays. */
  readonly renew: (expired: Credentials) => Effect.Effect<void>
  /** Ends a renewal that no call waits for, and lets none begin. A key that is wanted later is still asked for. */
  readonly close: Effect.Effect<void>
}

interface Held extends IssuedCredentials {
  /** From when on it is to be replaced, and from when on it is no longer given out before that was tried. */
  readonly dueAt: number
  readonly lastMinuteAt: number
}

interface Refresh {
  readonly fiber: Fiber.Fiber<Held, CredentialsError>
  /** Calls that wait for it. */
  waiters: number
  /** Whether it goes on when nobody waits: a key is there in the meantime. */
  isAhead: boolean
}

/** What outlives a call: the key, and the question that is under way. Made once for each client. */
interface State {
  held: Held | undefined
  refresh: Refresh | undefined
  /** No replacement ahead of time before this. */
  pausedUntil: number
  isClosed: boolean
}

/** Keeps the key of a provider for all calls of a client. */
export const shareCredentials = (provider: CredentialsProvider, network: NetworkOptions): SharedCredentials => {
  const state: State = { held: undefined, refresh: undefined, pausedUntil: 0, isClosed: false }
  const question = provider.load(network).pipe(
    // A provider of the user's own may hand out anything.
    Effect.tap(({ credentials }) => checkSendable({ provider: provider.name, source: "the key" }, credentials)),
    Effect.timeoutOrElse({
      duration: loadLimitMillis,
      orElse: () => unavailable(provider.name, `gave no key within ${loadLimitMillis / 1_000} s`)
    })
  )
  const load = loadInto(state, question)
  return {
    current: Effect.gen(function* () {
      const now = yield* Clock.currentTimeMillis
      const { held } = state
      if (held === undefined) return (yield* awaitRefresh(state, load)).credentials
      if (now < held.dueAt || state.isClosed) return held.credentials
      if (now >= held.lastMinuteAt) {
        const isOver = held.expiresAt !== undefined && now >= held.expiresAt
        return (yield* isOver ? awaitRefresh(state, load) : awaitBriefly(state, load, held)).credentials
      }
      if (now >= state.pausedUntil) yield* refreshAhead(state, load)
      return held.credentials
    }),
    renew: (expired) =>
      Effect.sync(() => {
        if (state.held?.credentials === expired) state.held = undefined
      }),
    close: Effect.suspend(() => closeRefresh(state))
  }
}

type Load = Effect.Effect<Held, CredentialsError>

const loadInto = (state: State, question: ReturnType<CredentialsProvider["load"]>): Load =>
  // The start of the question is on record before it can end.
  Effect.andThen(Effect.yieldNow, question).pipe(
    Effect.flatMap((issued) => Effect.map(Clock.currentTimeMillis, (now) => heldFrom(issued, now))),
    Effect.tap((held) => Effect.sync(() => (state.held = held))),
    Effect.tapError(() => Effect.map(Clock.currentTimeMillis, (now) => (state.pausedUntil = now + refreshPauseMillis))),
    Effect.onExit(() =>
      Effect.withFiber((fiber) =>
        Effect.sync(() => {
          if (state.refresh?.fiber === fiber) state.refresh = undefined
        })
      )
    )
  )

/** A key without an end is never replaced by the clock. */
const heldFrom = (issued: IssuedCredentials, now: number): Held => {
  const { expiresAt } = issued
  if (expiresAt === undefined) return { ...issued, dueAt: Infinity, lastMinuteAt: Infinity }
  const aheadMillis = Math.min(refreshAheadMillis, (expiresAt - now) * refreshAheadShare)
  return {
    ...issued,
    dueAt: expiresAt - aheadMillis,
    lastMinuteAt: expiresAt - Math.min(lastMinuteMillis, aheadMillis)
  }
}

/** Starts the question, or joins the one under way. It runs apart from the call, which may end before it. */
const refreshOf = (state: State, load: Load): Effect.Effect<Refresh> =>
  Effect.withFiber(({ context }) =>
    Effect.sync(() => (state.refresh ??= { fiber: Effect.runForkWith(context)(load), waiters: 0, isAhead: false }))
  )

const refreshAhead = (state: State, load: Load): Effect.Effect<void> =>
  Effect.map(refreshOf(state, load), (refresh) => {
    refresh.isAhead = true
  })

/** The last one who leaves ends the question. */
const awaitRefresh = Effect.fnUntraced(function* (state: State, load: Load): Effect.fn.Return<Held, CredentialsError> {
  const refresh = yield* refreshOf(state, load)
  refresh.waiters++
  return yield* Fiber.join(refresh.fiber).pipe(
    Effect.onInterrupt(() => {
      refresh.waiters--
      return refresh.waiters > 0 || refresh.isAhead ? Effect.void : endRefresh(state, refresh)
    })
  )
})

/** The new key if it comes soon, else the one that still holds; the question goes on. */
const awaitBriefly = (state: State, load: Load, held: Held): Effect.Effect<Held> =>
  refreshAhead(state, load).pipe(
    Effect.andThen(awaitRefresh(state, load)),
    Effect.orElseSucceed(() => held),
    Effect.timeoutOrElse({ duration: lastMinuteWaitMillis, orElse: () => Effect.succeed(held) })
  )

/** A question that calls wait for ends with the last of them. */
const closeRefresh = (state: State): Effect.Effect<void> => {
  const { refresh } = state
  state.isClosed = true
  if (refresh === undefined) return Effect.void
  refresh.isAhead = false
  return refresh.waiters > 0 ? Effect.void : endRefresh(state, refresh)
}

const endRefresh = (state: State, refresh: Refresh): Effect.Effect<void> => {
  // Whoever comes now asks anew.
  if (state.refresh === refresh) state.refresh = undefined
  return Fiber.interrupt(refresh.fiber)
}
