/**
 * What is remembered of each endpoint between calls: consecutive failures, and until when it is left out.
 * Pure transitions here; one map of them lives in the selector's layer.
 */

/** Consecutive failures that eject an endpoint (Envoy and Finagle: 5). */
export const failuresToEject = 5
/** First ejection in milliseconds; each further one doubles (Finagle). */
export const ejectionMillis = 5_000
/** No ejection is longer, in milliseconds. */
export const ejectionCapMillis = 60_000

export interface EndpointHealth {
  readonly failures: number
  readonly ejections: number
  /** Clock milliseconds; the endpoint takes calls again from then on. */
  readonly ejectedUntil: number
}

export const healthy: EndpointHealth = { failures: 0, ejections: 0, ejectedUntil: 0 }

/** After an attempt that got an answer: everything before it is forgotten. */
export const afterAnswer = (): EndpointHealth => healthy

/**
 * After an attempt that failed at `now`: the fifth in a row ejects; and one failure after an ejection ejects again,
 * for twice as long. `random` in [0, 1) spreads half of the time, so that clients do not probe in step.
 */
export const afterFailure = (health: EndpointHealth, now: number, random: number): EndpointHealth => {
  const failures = health.failures + 1
  if (failures < failuresToEject && health.ejections === 0) return { ...health, failures }
  const span = Math.min(ejectionCapMillis, ejectionMillis * 2 ** health.ejections)
  return { failures: 0, ejections: health.ejections + 1, ejectedUntil: now + span * (0.5 + random / 2) }
}

export const isEjected = (health: EndpointHealth, now: number): boolean => now < health.ejectedUntil
