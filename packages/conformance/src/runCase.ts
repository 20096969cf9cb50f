/** Runs one case through one driver: what comes before, then the call, then the comparison. */
import type { Call, ConformanceCase, Exception, Expected, KeyChoice, Pattern, Value } from "./cases/Case.ts"
import { differences } from "./match.ts"
import type { Driver, Result } from "./drivers/Driver.ts"
import type { Target } from "./Target.ts"

export type Verdict =
  | { readonly kind: "shown"; readonly result: Result }
  /** The client refuses the input by itself, as the case says it does. */
  | { readonly kind: "refused"; readonly why: string }
  | { readonly kind: "cannot"; readonly why: string }
  | { readonly kind: "differs"; readonly differences: readonly string[] }

export interface Run {
  readonly driver: Driver
  readonly target: Target
  /** Keeps the names of this run apart from those of others. */
  readonly run: string
  /** The client that does what comes before the call; the same one unless given. */
  readonly preparing?: Driver
  /** Waits between what comes before and the call. */
  readonly settle?: () => Promise<void>
}

/** Why a driver cannot run a case; undefined if it can. */
export const reasonAgainst = (driver: Driver, { call, exceptions }: ConformanceCase): string | undefined => {
  const exception = exceptions?.[driver.name]
  return exception?.kind === "cannot" ? exception.why : driver.cannot(call)
}

/** Rejects only when a client breaks in a way that is no answer. */
export const runCase = async (
  one: ConformanceCase,
  { driver, target, run, preparing, settle }: Run
): Promise<Verdict> => {
  const exception = one.exceptions?.[driver.name]
  const why = reasonAgainst(driver, one)
  if (why !== undefined) return { kind: "cannot", why }
  const before = await prepare(one, { driver: preparing ?? driver, target, run })
  if (before !== undefined) return before
  if ((one.before ?? []).length > 0) await settle?.()
  const opened = driver.open(withKey(target, one.key ?? "right"))
  try {
    const expected = exception?.kind === "ends" ? exception.expect : one.expect
    return judge(await opened.call(filledCall(one.call, run)), exception, filledExpected(expected, run))
  } finally {
    await opened.close()
  }
}

const prepare = async (one: ConformanceCase, { driver, target, run }: Run): Promise<Verdict | undefined> => {
  const opened = driver.open(target)
  try {
    for (const call of one.before ?? []) {
      const result = await opened.call(filledCall(call, run))
      if (!("answer" in result))
        return { kind: "differs", differences: [`${call.operation} before it: ${JSON.stringify(result)}`] }
    }
    return undefined
  } finally {
    await opened.close()
  }
}

const judge = (result: Result, exception: Exception | undefined, expected: Expected): Verdict => {
  if (exception?.kind === "refuses") {
    const isRefused = "refused" in result && result.refused.includes(exception.field)
    return isRefused
      ? { kind: "refused", why: exception.why }
      : { kind: "differs", differences: [`does not refuse ${exception.field}: ${JSON.stringify(result)}`] }
  }
  const found = differences(expected, result)
  return found.length === 0 ? { kind: "shown", result } : { kind: "differs", differences: found }
}

/** A key that exists nowhere, or a secret that is not the key's. */
const withKey = (target: Target, choice: KeyChoice): Target => {
  switch (choice) {
    case "right":
      return target
    case "unknown":
      return { ...target, accessKeyId: "LTAI0unknownKeyId000", securityToken: undefined }
    case "wrong secret":
      return { ...target, accessKeySecret: "not-the-secret-of-this-key" }
  }
}

/** The call with the run's name in its texts. */
export const filledCall = (call: Call, run: string): Call => ({
  ...call,
  parameters: Object.fromEntries(
    Object.entries(call.parameters).map(([name, value]): [string, Value] => [
      name,
      typeof value === "string" ? fill(value, run) : value
    ])
  )
})

const filledExpected = (expected: Expected, run: string): Expected =>
  "error" in expected
    ? expected
    : {
        answer: Object.fromEntries(
          Object.entries(expected.answer).map(([name, inner]) => [name, filledPattern(inner, run)])
        )
      }

const filledPattern = (pattern: Pattern, run: string): Pattern => {
  if (typeof pattern === "string") return fill(pattern, run)
  if (typeof pattern !== "object" || pattern === null) return pattern
  if (Array.isArray(pattern)) return pattern.map((inner: Pattern) => filledPattern(inner, run))
  return Object.fromEntries(Object.entries(pattern).map(([name, inner]) => [name, filledPattern(inner, run)]))
}

const fill = (text: string, run: string): string => text.replaceAll("{run}", run)
