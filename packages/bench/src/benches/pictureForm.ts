/** P5: a picture that travels in the form, 225 KB that become 300 KB of Base64: the making of the body, and the whole call. */
import { startAnsweringServer } from "../answeringServer.ts"
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { base64Form } from "../insides.ts"
import { pictureOf } from "../picture.ts"
import { microsPerCall } from "../processorTime.ts"
import { officialPictureSearch, ourPictureSearch } from "../stacks/pictureSearches.ts"

const pictureBytes = 225_000
const rounds = 9
const bodiesInBatch = 300
const callsInBatch = 300
/** Batches before the first that counts, so that the engine has compiled what it will. */
const warmUps = 3

/** Every figure is processor time. */
export const pictureFormFigures = async (): Promise<readonly Figure[]> => [
  await bodyFigure(),
  ...(await wholeCallFigures())
]

const bodyFigure = async (): Promise<Figure> => {
  const makeForm = await base64Form()
  const picture = pictureOf(pictureBytes)
  const cost = (make: () => unknown) => () =>
    microsPerCall({ call: async () => make(), calls: bodiesInBatch, concurrency: 1 })
  const { ratio, costs } = await compare(
    [
      { name: "ours", cost: cost(() => makeForm([["InstanceName", "catalogue"]], "PicContent", picture)) },
      { name: "plain", cost: cost(() => encodeURIComponent(picture.toString("base64"))) }
    ] as const,
    rounds
  )
  return {
    name: "P5",
    what: "the form of a 300 KB picture as bytes, in encodeURIComponent of its Base64",
    measured: ratio("ours", "plain"),
    bar: { atMost: 0.35 },
    absolute: `${costs("ours").median.toFixed(0)} and ${costs("plain").median.toFixed(0)} µs`
  }
}

const wholeCallFigures = async (): Promise<readonly Figure[]> => {
  using server = await startAnsweringServer()
  const picture = pictureOf(pictureBytes)
  await using ours = ourPictureSearch(server.host, picture)
  await using official = officialPictureSearch(server.host, picture)
  const figures: Figure[] = []
  for (const concurrency of [1, 16]) {
    const cost = (call: () => Promise<unknown>) => () => microsPerCall({ call, calls: callsInBatch, concurrency })
    const contestants = [
      { name: "ours", cost: cost(ours.call) },
      { name: "official", cost: cost(official.call) }
    ] as const
    for (let batch = 0; batch < warmUps; batch += 1) for (const contestant of contestants) await contestant.cost()
    const { ratio, costs } = await compare(contestants, rounds)
    figures.push({
      name: "P5",
      what: `the official SDK's call with a 300 KB picture in its form, ${concurrency} at a time, in calls of ours`,
      measured: ratio("official", "ours"),
      bar: { atLeast: 2.5 },
      absolute: `${costs("official").median.toFixed(0)} and ${costs("ours").median.toFixed(0)} µs`
    })
  }
  return figures
}
