/** A run: the probes, then the cases, then the clean-up, then what was found out. */
import { bareRequests } from "../drivers/bareRequests.ts"
import type { Marks } from "../marks.ts"
import type { RunOptions } from "./options.ts"
import type { Plan } from "./plan.ts"
import { playCase, watched, type CaseVerdicts } from "./playCase.ts"
import type { Finding } from "./Probe.ts"
import { questionsOfCase } from "./questions.ts"
import { runProbe } from "./runProbe.ts"
import { openSession, type Session } from "./Session.ts"
import type { Surroundings } from "./Surroundings.ts"

export interface Outcome {
  readonly findings: readonly Finding[]
  /** Ids of the cases that a client ended otherwise than expected. */
  readonly differing: readonly string[]
  /** Products that could not be removed. */
  readonly left: readonly string[]
}

export const runLive = async (plan: Plan, options: RunOptions, surroundings: Surroundings): Promise<Outcome> => {
  const session = openSession(options, surroundings)
  const probed: Finding[] = []
  const verdicts: CaseVerdicts[] = []
  try {
    for (const probe of plan.probes) {
      if (!surroundings.isStopped()) probed.push(...(await runProbe(probe, session)))
    }
    for (const [number, one] of plan.cases.entries()) {
      if (!surroundings.isStopped()) verdicts.push(await playCase(one, number, session))
    }
  } catch (error) {
    await cleanUp(session)
    throw error
  }
  const left = await cleanUp(session)
  if (options.source === "live") surroundings.mark(marksOf(verdicts, surroundings.today))
  const findings = [...probed, ...verdicts.flatMap(findingsOf)]
  for (const { question, says } of findings) {
    session.say(`found${question === undefined ? "" : ` (${question})`}: ${says}`)
  }
  const differing = verdicts.filter(({ different }) => different.length > 0).map(({ one }) => one.id)
  return { findings, left, differing }
}

/** Removes every product that was added, also when the run broke off, and returns what could not be removed. */
const cleanUp = async (session: Session): Promise<readonly string[]> => {
  session.say("clean-up")
  const opened = watched(bareRequests, session).open(session.options.target)
  const left: string[] = []
  for (const product of session.added()) {
    const result = await opened.call({ operation: "DeleteImage", parameters: { ProductId: product } })
    if ("answer" in result) continue
    left.push(product)
    session.say(`  could not be removed: ${product}`)
  }
  return left
}

/** A case is seen on the service when every client that ran it got what the case expects. */
export const marksOf = (verdicts: readonly CaseVerdicts[], today: string): Marks =>
  Object.fromEntries(
    verdicts
      .filter(({ shownBy, different }) => shownBy.length > 0 && different.length === 0)
      .map(({ one, shownBy }) => [one.id, { verifiedOn: today, clients: shownBy }])
  )

const findingsOf = ({ one, different }: CaseVerdicts): readonly Finding[] => {
  const says = different.length === 0 ? `${one.id} is as the emulator has it` : `${one.id}: ${different.join("; ")}`
  return questionsOfCase(one.id).map((question) => ({ question, says }))
}
