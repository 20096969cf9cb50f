/** P4: what the check of a search's answer costs, beside the JSON.parse of the same. */
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { searchAnswer, type AnswerSchema } from "../insides.ts"
import { tenHits } from "../tenHits.ts"

const rounds = 15
const answersInBatch = 2_000

/** Every answer is checked once and freshly parsed, as in a call: one that was checked before is faster. */
export const answerSchemaFigures = async (): Promise<readonly Figure[]> => {
  const schema = await searchAnswer()
  const { ratio, costs } = await compare(
    [
      { name: "zod", cost: () => checkMicros(schema) },
      { name: "parse", cost: () => microsEach(() => void parsedBatch()) }
    ] as const,
    rounds
  )
  return [
    {
      name: "P4",
      what: "zod of a ten-hit answer, in JSON.parse of the same",
      measured: ratio("zod", "parse"),
      bar: { atMost: 0.5 },
      absolute: `${costs("zod").median.toFixed(1)} and ${costs("parse").median.toFixed(1)} µs`
    }
  ]
}

const parsedBatch = (): readonly unknown[] => Array.from({ length: answersInBatch }, (): unknown => JSON.parse(tenHits))

const checkMicros = (schema: AnswerSchema): number => {
  const batch = parsedBatch()
  return microsEach(() => {
    for (const json of batch) if (!schema.safeParse(json).success) throw new Error("the schema refused ten hits")
  })
}

const microsEach = (run: () => void): number => {
  const before = process.cpuUsage()
  run()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / answersInBatch
}
