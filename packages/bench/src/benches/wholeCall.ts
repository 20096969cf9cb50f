/** P1 and P2: the processor time of a whole small call against bare undici and against the official SDK. */
import { startAnsweringServer } from "../answeringServer.ts"
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { microsPerCall } from "../processorTime.ts"
import { bareSearch, officialSearch, ourSearch } from "../stacks/searches.ts"

const rounds = 9
const callsInBatch = 4_000

/** Calls at a time; the most that a call may cost in bare calls; the least that the official SDK must cost more. */
const bars = [
  { concurrency: 1, ofBare: 1.35, ofOfficial: 1.8 },
  { concurrency: 16, ofBare: 1.25, ofOfficial: 3 },
  { concurrency: 64, ofBare: 1.25, ofOfficial: 3 }
] as const

/** Each stack keeps its connections over all rounds. */
export const wholeCallFigures = async (): Promise<readonly Figure[]> => {
  using server = await startAnsweringServer()
  await using bare = bareSearch(server.host)
  await using ours = ourSearch(server.host)
  await using official = officialSearch(server.host)
  const searches = { bare, ours, official } as const
  const figures: Figure[] = []
  for (const { concurrency, ofBare, ofOfficial } of bars) {
    const contestants = (["bare", "ours", "official"] as const).map((name) => ({
      name,
      cost: () => microsPerCall({ call: searches[name].call, calls: callsInBatch, concurrency })
    }))
    const { ratio, costs } = await compare(contestants, rounds)
    const micros = (name: keyof typeof searches) => `${costs(name).median.toFixed(0)} µs`
    figures.push(
      {
        name: "P1",
        what: `processor time of a call, ${concurrency} at a time, in calls of bare undici`,
        measured: ratio("ours", "bare"),
        bar: { atMost: ofBare },
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
