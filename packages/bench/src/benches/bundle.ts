/** P8: what a user's bundle gains from `createImageSearch`, undici apart, and how long it takes to import. */
import { bundle } from "../bundle.ts"
import { compare } from "../compare.ts"
import type { Bar, Figure } from "../Figure.ts"
import { importMillis } from "../importMillis.ts"
import { spreadOf } from "../spread.ts"

const rounds = 15

const ours = "@imagesearch/client/promise"
const official = "@alicloud/imagesearch20201214"

const why = "all operations with their checks and advice, see ADR 0028"

/** Sizes come from one build, since they do not vary; imports take turns, each in a fresh process. */
export const bundleFigures = async (): Promise<readonly Figure[]> => {
  const { path, bytes, gzippedBytes } = await bundle({ from: ours, name: "createImageSearch", external: ["undici"] })
  const { ratio, costs } = await compare(
    [
      { name: "bundled", cost: () => importMillis(path) },
      { name: "unbundled", cost: () => importMillis(ours) },
      { name: "undici", cost: () => importMillis("undici") },
      { name: "official", cost: () => importMillis(official) }
    ] as const,
    rounds
  )
  const imported = (name: "bundled" | "unbundled" | "undici", what: string, bar: Bar): Figure => ({
    name: "P8",
    what: `import of ${what}, in imports of the official SDK`,
    measured: ratio(name, "official"),
    bar,
    tolerated: { share: 0.35, why },
    absolute: `${costs(name).median.toFixed(0)} and ${costs("official").median.toFixed(0)} ms`
  })
  return [
    sized({ form: "minified", bytes, bar: { atMost: 130 }, share: 1.2 }),
    sized({ form: "gzipped", bytes: gzippedBytes, bar: { atMost: 40 }, share: 1.5 }),
    imported("bundled", "that bundle, which imports undici", { atMost: 0.35 }),
    imported("unbundled", "the unbundled package", { atMost: 1.1 }),
    imported("undici", "undici alone", "stated")
  ]
}

/** `.size-limit.js` keeps the sizes closer than the shares do. */
const sized = ({ form, bytes, bar, share }: Size): Figure => ({
  name: "P8",
  tolerated: { share, why },
  what: `a bundle of createImageSearch, undici apart, ${form}, in kB`,
  measured: spreadOf([bytes / 1_000]),
  bar,
  absolute: ""
})

interface Size {
  readonly form: string
  readonly bytes: number
  readonly bar: Bar
  readonly share: number
}
