/** P1 and P2: the processor time of a whole small call against bare undici and against the official SDK. */
import { startAnsweringServer } from "../answeringServer.ts"
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { startStack, type StackName } from "../stacks/stackProcess.ts"

const rounds = 11
const callsInBatch = 4_000
/** Batches before the first that counts: the engine compiles the longest path for some 15,000 calls. */
const warmUps = 4

/** Calls at a time; the most that a call may cost in bare calls; the least that the official SDK must cost more. */
const bars = [
  { concurrency: 1, ofBare: 1.35, ofOfficial: 1.8 },
  { concurrency: 16, ofBare: 1.25, ofOfficial: 3 },
  { concurrency: 64, ofBare: 1.25, ofOfficial: 3 }
] as const

/** ADR 0031: the checks, the records and the names of a call are kept; past a third more it has grown. */
const tolerated = { share: 0.35, why: "what a call checks and records is kept, see ADR 0031" }

/** Each stack keeps its process and its connections over all rounds. */
export const wholeCallFigures = async (): Promise<readonly Figure[]> => {
  using server = await startAnsweringServer()
  using bare = await startStack("bare", server.host)
  using ours = await startStack("ours", server.host)
  using official = await startStack("official", server.host)
  const stacks = { bare, ours, official } as const
  const figures: Figure[] = []
  for (const { concurrency, ofBare, ofOfficial } of bars) {
    const contestants = (["bare", "ours", "official"] as const).map((name) => ({
      name,
      cost: () => stacks[name].microsPerCall({ calls: callsInBatch, concurrency })
    }))
    for (let batch = 0; batch < warmUps; batch += 1) for (const { cost } of contestants) await cost()
    const { ratio, costs } = await compare(contestants, rounds)
    const micros = (name: StackName) => `${costs(name).median.toFixed(0)} µs`
    figures.push(
      {
        name: "P1",
        what: `processor time of a call, ${concurrency} at a time, in calls of bare undici`,
        measured: ratio("ours", "bare"),
        bar: { atMost: ofBare },
        tolerated,
        absolute: `${micros("ours")} and ${micros("bare")}`
      },
      {
        name: "P2",
        what: `processor time of the official SDK's call, ${concurrency} at a time, in calls of ours`,
        measured: ratio("official", "ours"),
        bar: { atLeast: ofOfficial },
        absolute: `${micros("official")} and ${micros("ours")}`
      }
    )
  }
  return figures
}
