/**
 * What is known of one endpoint and one access (read or write), and how each attempt changes it. Pure, and plain data.
 *
 * An endpoint is well, or it is out: ejected until an instant, and from then on only one attempt at a time, the probe,
 * goes to it. A probe that is answered makes it well at once; one that fails ejects it again. While it is out, nothing
 * but a probe counts: attempts that began before it was ejected tell nothing new.
 *
 * Two facts about the other endpoints of the set temper this. The last one that is not out is never ejected. And where
 * no other one works either, the fault is more likely nearer to us than the endpoint, so its time does not double:
 *
 * - a set of 1: never ejected;
 * - a set of 2: one of them at most is out; if the other fails as well, the first is probed every 5 s, undoubled;
 * - a set of 3: two of them at most are out; the third takes all calls, and the two are tried by calls that it fails.
 *
 * Envoy has a panic rule instead: it spreads calls over all hosts, ejected ones too, once fewer than half are healthy,
 * lest the healthy few be overloaded. Endpoints here are in the user's order and share no load. In a set of 3 with two
 * dead, that rule would send every call to the dead ones first, and the retry budget (50, a repeat 14) would pay for
 * one such call; from then on calls would fail while the third endpoint is well. So an ejected endpoint is never out of
 * reach, but it comes after those that are well.
 */

/** Failures in a row that eject (Envoy `consecutive_5xx` and Finagle's failure accrual: 5). */
export const failuresToEject = 5
/** The latest attempts that are looked at together. */
export const windowAttempts = 20
/** The share of failures among them that ejects (Effect's breaker `rate`: 0.5). */
export const failureShareToEject = 0.5
/** No share is judged on fewer attempts (Finagle: 5). */
export const attemptsToJudge = 5
/** Milliseconds of the first ejection; each further one doubles (Finagle: 5 s). */
export const ejectionMillis = 5_000
/** No ejection is longer, in milliseconds: Finagle's 300 s would keep a user from a near endpoint for too long. */
export const ejectionCapMillis = 60_000
/**
 * Milliseconds without an ejection after which the doubling is forgotten: the longest ejection, so that an endpoint
 * that flaps every few seconds is left out for longer each time.
 */
export const forgetMillis = 60_000
/**
 * Milliseconds after which a probe that nobody ended is given up, so that no endpoint is out for ever. Twice the longest
 * default call (60 s, with a picture).
 */
export const probeMillis = 120_000

/** Instants are milliseconds of one clock that never goes back. */
export interface EndpointHealth {
  /** Failures since the last answer, counted up to `failuresToEject`. */
  readonly failuresInRow: number
  /** One bit for each of the latest attempts, set where it failed; the newest is the lowest. */
  readonly window: number
  /** How many attempts the window holds. */
  readonly attempts: number
  /** Ejections so far that the next one doubles for. */
  readonly ejections: number
  /** When the endpoint was last made well. */
  readonly wellSince: number
  /** Undefined while the endpoint is well. */
  readonly ejection: Ejection | undefined
}

export interface Ejection {
  /** The first probe may go out from here on. */
  readonly until: number
  /** A probe is under way, and is given up at this instant. */
  readonly probeUntil: number | undefined
}

/** What an attempt on an endpoint found out; an attempt that was interrupted found out nothing. */
export type Outcome = "up" | "down" | "unknown"

export interface OutcomeFacts {
  readonly outcome: Outcome
  readonly isProbe: boolean
  readonly now: number
  /** In [0, 1): spreads half of an ejection's time, so that clients do not probe in step (equal jitter). */
  readonly random: number
  /** How the rest of the set fares: all of it out, none of it working, or at least one working. */
  readonly others: "out" | "failing" | "well"
}

/** An endpoint of which nothing is known. */
export const healthy: EndpointHealth = {
  failuresInRow: 0,
  window: 0,
  attempts: 0,
  ejections: 0,
  wellSince: 0,
  ejection: undefined
}

/** `due`: its time is over, and it waits for a probe. `probed`: it is out, and a probe is under way. */
export type Standing = "well" | "out" | "due" | "probed"

export const standingOf = ({ ejection }: EndpointHealth, now: number): Standing => {
  if (ejection === undefined) return "well"
  if (ejection.probeUntil !== undefined && now < ejection.probeUntil) return "probed"
  return now < ejection.until ? "out" : "due"
}

/** Whether the endpoint has failed as often in a row as ejects, be it out or spared. */
export const isFailing = ({ ejection, failuresInRow }: EndpointHealth): boolean =>
  ejection !== undefined || failuresInRow >= failuresToEject

/** Takes the endpoint's one probe. */
export const withProbe = (health: EndpointHealth, now: number): EndpointHealth =>
  health.ejection === undefined
    ? health
    : { ...health, ejection: { ...health.ejection, probeUntil: now + probeMillis } }

/** After an attempt. The same object when it taught nothing. */
export const afterAttempt = (health: EndpointHealth, facts: OutcomeFacts): EndpointHealth => {
  if (health.ejection !== undefined) return facts.isProbe ? afterProbe(health, health.ejection, facts) : health
  if (facts.outcome === "unknown") return health
  const counted = withOutcome(health, facts.outcome)
  return facts.outcome === "down" && facts.others !== "out" && isUnfit(counted) ? ejected(counted, facts) : counted
}

const afterProbe = (health: EndpointHealth, ejection: Ejection, facts: OutcomeFacts): EndpointHealth => {
  if (facts.outcome === "up") return { ...healthy, ejections: health.ejections, wellSince: facts.now }
  const isEarly = facts.now < ejection.until
  // A call that had nothing better may probe before the time is over; its failure is no reason to wait longer.
  if (facts.outcome === "unknown" || isEarly) return { ...health, ejection: { ...ejection, probeUntil: undefined } }
  return ejected(health, facts)
}

const windowMask = 2 ** windowAttempts - 1

const withOutcome = (health: EndpointHealth, outcome: "up" | "down"): EndpointHealth => {
  const isDown = outcome === "down"
  const isFull = health.attempts === windowAttempts
  if (!isDown && isFull && health.window === 0) return health
  return {
    ...health,
    failuresInRow: isDown ? Math.min(failuresToEject, health.failuresInRow + 1) : 0,
    window: ((health.window << 1) | (isDown ? 1 : 0)) & windowMask,
    attempts: isFull ? windowAttempts : health.attempts + 1
  }
}

const isUnfit = ({ failuresInRow, window, attempts }: EndpointHealth): boolean =>
  failuresInRow >= failuresToEject || (attempts >= attemptsToJudge && bitsIn(window) >= failureShareToEject * attempts)

const ejected = (health: EndpointHealth, { now, random, others }: OutcomeFacts): EndpointHealth => {
  const isForgotten = health.ejection === undefined && now - health.wellSince >= forgetMillis
  const ejections = isForgotten || others !== "well" ? 0 : health.ejections
  const span = Math.min(ejectionCapMillis, ejectionMillis * 2 ** ejections)
  return {
    ...health,
    ejections: ejections + 1,
    ejection: { until: now + span * (0.5 + random / 2), probeUntil: undefined }
  }
}

const bitsIn = (bits: number): number => (bits === 0 ? 0 : (bits & 1) + bitsIn(bits >>> 1))
