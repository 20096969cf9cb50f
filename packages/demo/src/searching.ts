/** Searches through the CLI, with pictures that are not in the catalogue. */
import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { alterations, type Alteration } from "./alter/alterations.ts"
import type { Product } from "./catalogue/catalogue.ts"
import { start } from "./processes.ts"
import type { Stage } from "./Stage.ts"

/** A hit as the CLI prints it with --json. */
export interface Hit {
  readonly productId: string
  readonly picName: string
  readonly score: number
}

/** The CLI's document of one search. */
interface SearchDocument {
  readonly hits: readonly Hit[]
  readonly milliseconds: number
  readonly picture: {
    readonly subject?: { readonly x1: number; readonly x2: number; readonly y1: number; readonly y2: number }
  }
  readonly attempts: readonly { readonly operation: string; readonly endpoint: string; readonly status?: number }[]
}

export interface Search {
  /** What was done to the picture, or how it was asked for. */
  readonly title: string
  readonly expected: Product
  /** Picture that was sent; for a search by name the stored one. */
  readonly picture: Buffer
  readonly found: SearchDocument
  /** Whether the expected product came first. */
  readonly isRight: boolean
  /** A case that the engine is known to be weak at: shown, and not counted. */
  readonly isWeak: boolean
}

/** One search for each alteration, one with a filter and one by name, of products spread over the catalogue. */
export const searchAll = async (
  stage: Stage,
  products: readonly Product[],
  folder: string
): Promise<readonly Search[]> => {
  const searches: Array<Search> = []
  for (const [index, alteration] of alterations.entries()) {
    searches.push(await searchAltered(stage, pick(products, index), alteration, { folder, extra: [] }))
  }
  const filtered = pick(products, alterations.length)
  const crop = alterations[0]
  if (crop !== undefined) {
    const extra = ["--filter", `int_attr<=${filtered.intAttr * 2} AND str_attr="${filtered.strAttr}"`]
    searches.push(
      await searchAltered(
        stage,
        filtered,
        { ...crop, name: "filter", description: "cropped, with a filter on two attributes" },
        { folder, extra }
      )
    )
  }
  const named = pick(products, alterations.length + 1)
  const found = await runCli(stage, ["search", "name", named.productId, named.picName, "--num", "5"])
  searches.push(
    judge({ title: "by name, no picture sent", expected: named, picture: named.jpeg, found, isWeak: false })
  )
  return searches
}

/** The product of the n-th search: steps of a little more than one part, so that categories change. */
const pick = (products: readonly Product[], index: number): Product => {
  const product = products[(index * (Math.floor(products.length / 10) + 1) + 2) % products.length]
  if (product === undefined) throw new Error("the catalogue is empty")
  return product
}

/** One search with a product's picture after an alteration. */
export const searchAltered = async (
  stage: Stage,
  expected: Product,
  alteration: Alteration,
  { folder, extra }: { readonly folder: string; readonly extra: readonly string[] }
): Promise<Search> => {
  const picture = await alteration.apply(expected.jpeg)
  const path = join(folder, `query-${alteration.name}.jpg`)
  await writeFile(path, picture)
  const found = await runCli(stage, ["search", "picture", path, "--num", "5", ...extra])
  return judge({ title: alteration.description, expected, picture, found, isWeak: alteration.weak })
}

const judge = (search: Omit<Search, "isRight">): Search => {
  const first = search.found.hits[0]
  return {
    ...search,
    isRight: first?.productId === search.expected.productId && first.picName === search.expected.picName
  }
}

const runCli = async (stage: Stage, args: readonly string[]): Promise<SearchDocument> => {
  const { exitCode, stdout, stderr } = await start("@imagesearch/cli", [...args, "--json"], stage.environment).ended
  if (exitCode !== 0)
    throw new Error(`imagesearch ${args.join(" ")} ended with exit code ${exitCode}: ${stderr.trim()}`)
  return JSON.parse(stdout)
}
