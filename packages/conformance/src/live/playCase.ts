/** Plays one case through every client, and records what the bare requests exchanged. */
import type { ConformanceCase } from "../cases/Case.ts"
import { bareRequests, bareRequestsWith } from "../drivers/bareRequests.ts"
import type { Driver } from "../drivers/Driver.ts"
import { runCase, type Verdict } from "../runCase.ts"
import type { Exchange } from "../wire/exchange.ts"
import { levelOf } from "./plan.ts"
import { describeCall, failureOf, type Session } from "./Session.ts"

export interface CaseVerdicts {
  readonly one: ConformanceCase
  /** Clients that got what the case expects. */
  readonly shownBy: readonly string[]
  /** One line for each client that did not. */
  readonly different: readonly string[]
}

/** `number` is that of the case in its run: it keeps the names of cases apart on one instance. */
export const playCase = async (one: ConformanceCase, number: number, session: Session): Promise<CaseVerdicts> => {
  const { options, surroundings, say } = session
  say(`case ${one.id}: ${one.shows}`)
  const exchanges: Exchange[] = []
  const recording = bareRequestsWith((exchange) => exchanges.push(exchange))
  const preparing = watched(bareRequests, session)
  const verdicts: Array<readonly [string, Verdict]> = []
  const runOf = (at: number): string => `${surroundings.run}${number}-${at}-`
  for (const [at, driver] of surroundings.drivers.entries()) {
    const playing = watched(driver.name === recording.name ? recording : driver, session)
    const settle = () => surroundings.sleep(options.settleMillis)
    const verdict = await runCase(one, {
      driver: playing,
      target: options.target,
      run: runOf(at),
      preparing,
      settle
    }).catch((error: unknown): Verdict => ({ kind: "differs", differences: [`broke off: ${failureOf(error)}`] }))
    verdicts.push([driver.name, verdict])
  }
  const recordedAt = surroundings.drivers.findIndex(({ name }) => name === recording.name)
  const isAsExpected = verdicts[recordedAt]?.[1].kind === "shown"
  const what = { kind: "case", of: one.id, level: levelOf(one) ?? options.level, run: runOf(recordedAt) } as const
  session.keep({ ...what, isAsExpected }, exchanges)
  const different = verdicts.flatMap(([name, verdict]) =>
    verdict.kind === "differs" ? [`${name}: ${verdict.differences.join(", ")}`] : []
  )
  for (const line of different) say(`  differs: ${line}`)
  const shownBy = verdicts.filter(([, { kind }]) => kind === "shown").map(([name]) => name)
  return { one, shownBy, different }
}

/** The driver, whose calls are printed, noted for the clean-up, and wait for their turn. */
export const watched = (driver: Driver, { turn, note, say }: Session): Driver => ({
  ...driver,
  open: (target) => {
    const opened = driver.open(target)
    return {
      ...opened,
      call: async (call) => {
        await turn()
        note(call)
        say(`  ${driver.name}: ${describeCall(call)}`)
        return opened.call(call)
      }
    }
  }
})
