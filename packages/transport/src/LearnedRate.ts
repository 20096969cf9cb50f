/**
 * The rate at which a service really takes the calls of one pace, learned from its throttles. Pure, and plain data;
 * nothing is kept of a pace that was never throttled.
 *
 * Falling: every throttle cuts the rate by 0.7, until enough calls were accepted to tell what the service takes; the
 * rate then becomes that. Searching: it rises in small steps to find the limit, and the next throttle sets it a little
 * lower. Holding: it stays. One throttle after many calls is a stray and lowers it a little; two soon after each other
 * mean another limit, and it falls again. After `callsToDoubt` calls without a throttle the limit may have been lifted.
 * Lifting: the rate grows by a quarter as long as no throttle comes, up to the bought rate; the first one puts it back.
 *
 * The figures come from a simulation, which LearnedRate.test.ts repeats in part: 20 calls a second bought, limits of 1,
 * 2, 5 and 10 counted in fixed or sliding seconds or from a bucket, answers after 100 ms. From the 15th second on, the
 * calls that go through are within 10 % of the limit, and at most 1 % are throttled: at 5 and 10 in every run; at 1 and
 * 2, where 15 s hold too few calls to tell a limit by, in 29 of 30, and in the others within 20 % and 1.5 %. Where
 * answers take 1.5 s, up to 3 % are throttled. Where speed and throttles are at odds, few throttles win: after a limit
 * of 10, 5 or 1 is lifted, the bought 20 are reached in 30 s, 45 s or 7 minutes.
 */

/** What a cut leaves of the rate while the limit is unknown (beta of CUBIC, as in the AWS adaptive mode). */
export const cutFactor = 0.7
/** Accepted calls, and milliseconds between the first and the last of them, that tell the limit. */
export const callsToMeasure = 4
export const millisToMeasure = 2_000
/** A step of the search, after so many calls and milliseconds without a throttle. */
export const searchFactor = 1.03
export const callsToStep = 4
export const millisToStep = 1_000
/** What the end of a search leaves: it is noticed some steps late, and full speed is throttled by any jitter. */
export const foundFactor = 0.92
/** What a stray throttle leaves. */
export const strayFactor = 0.95
/** Calls in a row that make the next throttle a stray one, and end a fall that no throttle has cut further. */
export const callsToTrust = 20
/** Calls in a row after which the limit is doubted: a try that costs two throttles stays under 1 %. */
export const callsToDoubt = 300
/** A step of the growth, after `callsToTrust` calls, and after this long: a service that saves up calls shows late. */
export const liftFactor = 1.25
export const millisToLift = 5_000
/** Milliseconds after a change within which throttles are those of calls that were under way, and count once. */
export const burstMillis = 1_000
/** No cut goes below so many calls a second, or a tenth of the bought rate where that is less. */
export const leastPerSecond = 0.2

/** Instants are milliseconds of the pacer's clock, rates calls per second. */
export interface LearnedRate {
  readonly phase: "falling" | "searching" | "holding" | "lifting"
  readonly rate: number
  /** The rate before the last step. */
  readonly rateBefore: number
  /** Calls in a row that went through at this rate. */
  readonly calm: number
  readonly changedAt: number
  /** Until then throttles are those of calls that had their turn before the change. */
  readonly deafUntil: number
  /** Calls accepted during the fall, and when the first and the last of them were. */
  readonly accepted: number
  readonly firstAt: number
  readonly lastAt: number
}

export interface RateFacts {
  /** The bought rate, which is never exceeded. */
  readonly perSecond: number
  readonly now: number
  /** When the next turn is free: all turns before it were given at the rates up to now. */
  readonly nextTurn: number
}

/** Calls per second to give turns at. */
export const currentRate = (learned: LearnedRate | undefined, perSecond: number): number =>
  learned === undefined ? perSecond : Math.min(learned.rate, perSecond)

/** After the service has throttled a call. */
export const afterThrottle = (learned: LearnedRate | undefined, facts: RateFacts): LearnedRate => {
  const { perSecond, now } = facts
  if (learned === undefined) return startFall(perSecond, cutFactor, facts)
  if (isDeaf(learned, now)) return learned
  const { phase, rate } = learned
  if (phase === "falling") {
    const measured = measuredRate(learned)
    return measured === undefined
      ? changed(learned, facts, { rate: rate * cutFactor })
      : changed(learned, facts, { phase: "searching", rate: Math.min(rate, measured) })
  }
  if (phase === "searching") return changed(learned, facts, { phase: "holding", rate: rate * foundFactor })
  if (phase === "lifting") return changed(learned, facts, { phase: "holding", rate: learned.rateBefore })
  return learned.calm >= callsToTrust
    ? changed(learned, facts, { rate: rate * strayFactor })
    : startFall(rate, strayFactor, facts)
}

/** After a call has gone through. Undefined once the bought rate is reached again. */
export const afterSuccess = (learned: LearnedRate | undefined, facts: RateFacts): LearnedRate | undefined => {
  if (learned === undefined) return undefined
  const { now } = facts
  const { phase, rate } = learned
  const counted = phase === "falling" ? withAccepted(learned, now) : learned
  if (isDeaf(learned, now)) return counted
  const calm = counted.calm + 1
  const calmMillis = now - counted.changedAt
  // A fall that ended with a small cut has found the limit; after a large one it may be far above.
  if (phase === "falling" && calm >= callsToTrust)
    return stepped(counted, facts, rate < learned.rateBefore * foundFactor ? "searching" : "holding", 1)
  if (phase === "searching" && calm >= callsToStep && calmMillis >= millisToStep)
    return stepped(counted, facts, "searching", searchFactor)
  if (phase === "holding" && calm >= callsToDoubt) return stepped(counted, facts, "lifting", liftFactor)
  if (phase === "lifting" && calm >= Math.max(callsToTrust, (rate * millisToLift) / 1_000))
    return stepped(counted, facts, "lifting", liftFactor)
  return { ...counted, calm }
}

const startFall = (from: number, factor: number, facts: RateFacts): LearnedRate =>
  changed({ ...nothingAccepted, phase: "falling", rate: from, deafUntil: 0 }, facts, { rate: from * factor })

const nothingAccepted = { accepted: 0, firstAt: 0, lastAt: 0 }

/** A change downwards, within its bounds. */
const changed = (
  from: Pick<LearnedRate, "phase" | "rate" | "deafUntil" | "accepted" | "firstAt" | "lastAt">,
  { perSecond, now, nextTurn }: RateFacts,
  change: { readonly phase?: LearnedRate["phase"]; readonly rate: number }
): LearnedRate => ({
  ...from,
  ...change,
  rate: Math.min(perSecond, Math.max(Math.min(leastPerSecond, perSecond / 10), change.rate)),
  rateBefore: from.rate,
  calm: 0,
  changedAt: now,
  deafUntil: Math.max(now, nextTurn) + burstMillis
})

/** A step upwards; beyond the bought rate nothing is left to learn. */
const stepped = (
  learned: LearnedRate,
  { perSecond, now }: RateFacts,
  phase: LearnedRate["phase"],
  factor: number
): LearnedRate | undefined =>
  learned.rate >= perSecond
    ? undefined
    : {
        ...learned,
        phase,
        rate: Math.min(perSecond, learned.rate * factor),
        rateBefore: learned.rate,
        calm: 0,
        changedAt: now
      }

/** A clock that was set back since says nothing. */
const isDeaf = ({ changedAt, deafUntil }: LearnedRate, now: number): boolean => now >= changedAt && now < deafUntil

const withAccepted = (learned: LearnedRate, now: number): LearnedRate => ({
  ...learned,
  accepted: learned.accepted + 1,
  firstAt: learned.accepted === 0 ? now : learned.firstAt,
  lastAt: now
})

/** Between the first and the last accepted call, so that what the service had saved up before counts little. */
const measuredRate = ({ accepted, firstAt, lastAt }: LearnedRate): number | undefined =>
  accepted >= callsToMeasure && lastAt - firstAt >= millisToMeasure
    ? (accepted - 1) / ((lastAt - firstAt) / 1_000)
    : undefined
