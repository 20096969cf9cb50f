/** P4: what the check of a search's answer costs, beside the JSON.parse of the same. */
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { searchAnswer } from "../insides.ts"
import { type Spread } from "../spread.ts"
import { tenHits } from "../tenHits.ts"

const rounds = 21
const answersInBatch = 4_000

/** Each answer is parsed and then checked at once, as in a call; what parsing alone costs is taken off. */
export const answerSchemaFigures = async (): Promise<readonly Figure[]> => {
  const schema = await searchAnswer()
  const { ratio, costs } = await compare(
    [
      {
        name: "both",
        cost: () =>
          microsEach(() => {
            if (!schema.safeParse(JSON.parse(tenHits)).success) throw new Error("the schema refused ten hits")
          })
      },
      { name: "parse", cost: () => microsEach(() => void JSON.parse(tenHits)) }
    ] as const,
    rounds
  )
  const [both, parse] = [costs("both").median, costs("parse").median]
  return [
    {
      name: "P4",
      what: "zod of a ten-hit answer, in JSON.parse of the same",
      measured: lessOne(ratio("both", "parse")),
      bar: { atMost: 0.5 },
      absolute: `${(both - parse).toFixed(1)} and ${parse.toFixed(1)} µs`
    }
  ]
}

const lessOne = ({ median, lowest, highest }: Spread): Spread => ({
  median: median - 1,
  lowest: lowest - 1,
  highest: highest - 1
})

const microsEach = (run: () => void): number => {
  const before = process.cpuUsage()
  for (let answer = 0; answer < answersInBatch; answer += 1) run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / answersInBatch
}
