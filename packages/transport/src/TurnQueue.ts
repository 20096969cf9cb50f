/**
 * Calls of one key wait here in the order they came, and only the first of them asks for a turn: once the turn before
 * has come. So a rate that was just learned applies to all who wait. With turns given long ahead, a service that takes
 * one call a second would go on to throttle what fifty callers had reserved: 15 to 40 % of all calls in the simulation
 * of LearnedRate.test.ts, in place of less than 1 %.
 */
import * as Effect from "effect/Effect"
import { monotonicMillis } from "./Deadline.ts"
import type { Pace, Turn, Turns } from "./Turn.ts"

/** Calls that may wait for one key; at 20 a second the last one waits for 50 s, most of the longest call. */
export const waitingLimit = 1_000
/** Keys that are remembered; those where nobody waits are forgotten first, the oldest in front. */
export const rememberedLanes = 1_000

/** Puts the queue in front of a pacer that gives its turns at once. */
export const inOrder = (turns: Turns): Turns => {
  const lanes = new Map<string, Lane>()
  return {
    ...turns,
    reserve: Effect.fnUntraced(function* (pace, withinMillis) {
      const since = yield* monotonicMillis
      const lane = laneOf(lanes, pace.key)
      const waiting = lane.queue.length
      if (waiting >= waitingLimit) return { _tag: "QueueFull", waiting }
      const millis = expectedMillis(lane, pace, since)
      if (millis > withinMillis) return { _tag: "TooLate", millis }
      const ticket: Ticket = { call: undefined }
      return yield* Effect.ensuring(
        Effect.suspend(() => {
          lane.queue.push(ticket)
          return awaitTurn(turns, { lane, ticket, pace, since, withinMillis })
        }),
        Effect.sync(() => leave(lane, ticket))
      )
    })
  }
}

/** The calls of one key. */
interface Lane {
  readonly queue: Array<Ticket>
  /** When the turn that was given last comes, by the monotonic clock. */
  lastTurn: number
  /** Milliseconds between the two turns that were given last, if the second one waited for the first. */
  spacingMillis: number
}

interface Ticket {
  /** Called when the ticket has come to the front. */
  call: (() => void) | undefined
}

interface Waiting {
  readonly lane: Lane
  readonly ticket: Ticket
  readonly pace: Pace
  readonly since: number
  readonly withinMillis: number
}

const awaitTurn = Effect.fnUntraced(function* (turns: Turns, waiting: Waiting): Effect.fn.Return<Turn> {
  const { lane, ticket, pace, since, withinMillis } = waiting
  if (lane.queue[0] !== ticket) yield* Effect.timeoutOption(comesToFront(ticket), withinMillis)
  const beforeMillis = lane.lastTurn - (yield* monotonicMillis)
  const isQueued = beforeMillis > 0
  const leftMillis = withinMillis - ((yield* monotonicMillis) - since)
  if (lane.queue[0] !== ticket || beforeMillis > leftMillis) {
    return { _tag: "TooLate", millis: Math.max(withinMillis, expectedMillis(lane, pace, since)) }
  }
  if (isQueued) yield* Effect.sleep(beforeMillis)
  const now = yield* monotonicMillis
  const turn = yield* turns.reserve(pace, Math.max(0, withinMillis - (now - since)))
  if (turn._tag === "TooLate") return { ...turn, millis: turn.millis + now - since }
  if (turn._tag === "Wait") {
    lane.spacingMillis = isQueued ? now + turn.millis - lane.lastTurn : 0
    lane.lastTurn = now + turn.millis
  }
  return turn
})

/** Milliseconds from `now` to the turn of a call that joins the queue, as far as the last turns tell. */
const expectedMillis = ({ queue, lastTurn, spacingMillis }: Lane, { perSecond }: Pace, now: number): number =>
  queue.length === 0 && lastTurn <= now
    ? 0
    : Math.max(0, lastTurn - now) + (queue.length + 1) * Math.max(spacingMillis, 1_000 / perSecond)

const comesToFront = (ticket: Ticket): Effect.Effect<void> =>
  Effect.callback<void>((resume) => {
    ticket.call = () => resume(Effect.void)
  })

const leave = ({ queue }: Lane, ticket: Ticket): void => {
  const place = queue.indexOf(ticket)
  if (place >= 0) queue.splice(place, 1)
  if (place === 0) queue[0]?.call?.()
}

const laneOf = (lanes: Map<string, Lane>, key: string): Lane => {
  const lane = lanes.get(key) ?? { queue: [], lastTurn: -Infinity, spacingMillis: 0 }
  lanes.delete(key)
  lanes.set(key, lane)
  if (lanes.size > rememberedLanes) {
    for (const [name, { queue }] of lanes) {
      if (queue.length > 0 || name === key) continue
      lanes.delete(name)
      break
    }
  }
  return lane
}
