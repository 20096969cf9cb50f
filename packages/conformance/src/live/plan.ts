/** What a run of a level would do, in words, before anything is sent. */
import type { ConformanceCase } from "../cases/Case.ts"
import type { RunOptions } from "./options.ts"
import type { Level, Probe } from "./Probe.ts"
import { questionList, questions, questionsOfCase, type QuestionId } from "./questions.ts"

export interface Plan {
  readonly probes: readonly Probe[]
  readonly cases: readonly ConformanceCase[]
}

const levelOfCase = { address: 1, key: 2, instance: 3 } as const satisfies Readonly<Record<string, Level>>

/** Everything up to the level, apart from what was not asked for. */
export const planFor = (
  { level, hasExport, batch }: Pick<RunOptions, "level" | "hasExport" | "batch">,
  all: Plan
): Plan => ({
  probes: all.probes.filter(
    (probe) =>
      probe.level <= level &&
      (probe.needs !== "export" || hasExport) &&
      (probe.needs !== "batch" || batch !== undefined)
  ),
  cases: all.cases.filter(({ live }) => live !== "never" && levelOfCase[live] <= level)
})

/** The level that a case belongs to; cases that are never run live have none. */
export const levelOf = ({ live }: ConformanceCase): Level | undefined =>
  live === "never" ? undefined : levelOfCase[live]

/** The questions that the plan answers. */
export const questionsOf = ({ probes, cases }: Plan): ReadonlySet<QuestionId> =>
  new Set([...probes.flatMap(({ answers }) => answers), ...cases.flatMap(({ id }) => questionsOfCase(id))])

export const describePlan = (plan: Plan, { target, level, source }: RunOptions): readonly string[] => {
  const answered = questionsOf(plan)
  return [
    `Level ${level} at ${target.endpoint}, ${source === "emulator" ? "an emulator" : "the live service"}.`,
    "",
    "Calls:",
    ...plan.probes.flatMap(({ id, does, calls }) => [`  ${id}: ${does}`, ...calls.map((call) => `    ${call}`)]),
    `  ${plan.cases.length} ${plan.cases.length === 1 ? "case" : "cases"}, each through every client that can run it:`,
    ...plan.cases.map(({ id, shows }) => `    ${id}: ${shows}`),
    "",
    "Clean-up:",
    ...plan.probes.map(({ id, cleanUp }) => `  ${id}: ${cleanUp}`),
    level === 3 ? "  cases: the products that they add are deleted at the end" : "  cases: nothing is left",
    "",
    "Questions that it answers:",
    ...[...answered].map((id) => `  ${id}: ${questions[id].asks}`),
    "",
    "Questions that stay open:",
    ...questionList
      .filter(([id]) => !answered.has(id))
      .map(
        ([id, { asks, unanswerable }]) => `  ${id}: ${asks}${unanswerable === undefined ? "" : ` (${unanswerable})`}`
      )
  ]
}
