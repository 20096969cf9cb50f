/** The story of the demo, from an empty folder to a page to look at. */
import { readdir, rm } from "node:fs/promises"
import { join, relative, resolve } from "node:path"
import { alterations } from "./alter/alterations.ts"
import { drawCatalogue, type Product } from "./catalogue/catalogue.ts"
import { writeCatalogue } from "./catalogue/writeCatalogue.ts"
import { importWithKill, type Imported } from "./importing.ts"
import { ownPictures } from "./ownPictures.ts"
import { writePage } from "./picturePage.ts"
import { progress, searchTable, tell } from "./report.ts"
import { searchAll, searchAltered } from "./searching.ts"
import { raiseStage, type Stage } from "./Stage.ts"

/** Seed of the sample catalogue. */
const seed = 2026
/** AddImage calls per second in the demo; a real instance takes 1 or 5, and the worker keeps to that by default. */
const rate = 40

/** Plays it in `folder`; true if nothing was lost and every expected product came first. */
export const play = async (folder: string, pictureFolder: string | undefined): Promise<boolean> => {
  tell("Image Search demo. Everything runs on this machine; nothing here was verified on the live service.")
  // The page of an earlier run stays until there is a new one.
  const kept = ["running", "gallery.html"]
  for (const name of await readdir(folder)) if (!kept.includes(name)) await rm(join(folder, name), { recursive: true })

  const products = await takeProducts(pictureFolder)
  const catalogue = await writeCatalogue(join(folder, "catalogue"), products)
  tell(`1  catalogue: ${products.length} pictures ${originOf(products, pictureFolder)}: ${shown(catalogue)}`)
  const stage = await raiseStage(join(folder, "instance"))
  tell(`2  emulator: ${stage.urls.join(" and ")}, process ${stage.pid}`)

  const imported = await importCatalogue(stage, { folder, catalogue, size: products.length })
  tell("4  searches: imagesearch search picture FILE (none of these pictures is in the catalogue)")
  const searches = await searchAll(stage, products, folder)
  for (const line of searchTable(searches)) tell(line)

  const { isRight, millis } = await loseAnEndpoint(stage, products, folder)
  const page = join(folder, "gallery.html")
  await writePage(page, { products, searches, imported, failoverMillis: millis })
  tell(`6  to look at: ${shown(page)}`)
  tell(
    `   to go on: npx -y pnpm@12 exec imagesearch-emulator --instance demo --data-dir ${shown(join(folder, "instance"))}`
  )
  tell(
    `   then paste what it prints, and: npx -y pnpm@12 exec imagesearch search picture ${shown(join(folder, "query-crop.jpg"))}`
  )

  const wrong = searches.filter((search) => !search.isRight && !search.isWeak).length + (isRight ? 0 : 1)
  if (wrong > 0) tell(`Exit code 1: ${wrong} of the searches did not find the expected picture first.`)
  if (imported.lost > 0) tell(`Exit code 1: ${imported.lost} pictures were lost.`)
  return wrong === 0 && imported.lost === 0
}

const takeProducts = async (pictureFolder: string | undefined): Promise<readonly Product[]> => {
  if (pictureFolder !== undefined) return ownPictures(resolve(pictureFolder))
  const products: Array<Product> = []
  for await (const product of drawCatalogue({ seed })) {
    products.push(product)
    progress(`   ${products.length} pictures drawn`)
  }
  return products
}

const originOf = (products: readonly Product[], pictureFolder: string | undefined): string => {
  const categories = new Set(products.map((product) => product.categoryId)).size
  return pictureFolder === undefined ? `drawn from seed ${seed}, in ${categories} categories` : `from ${pictureFolder}`
}

const importCatalogue = async (
  stage: Stage,
  { folder, catalogue, size }: { readonly folder: string; readonly catalogue: string; readonly size: number }
): Promise<Imported> => {
  tell(`3  import: imagesearch-worker import ${shown(catalogue)} --rate ${rate}`)
  const imported = await importWithKill({
    stage,
    catalogue,
    store: join(folder, "worker.sqlite"),
    size,
    rate,
    onProgress: (done) => progress(`   ${done} of ${size} pictures imported`)
  })
  const { atKill, seconds, pictures, lost, sentTwice } = imported
  tell(`   killed with SIGKILL at ${atKill} pictures, started again, complete after ${seconds.toFixed(1)} s`)
  const harmless = sentTwice === 0 ? "" : " (harmless: the second replaces the first)"
  tell(`   ${pictures} pictures in the instance: ${lost} lost, ${sentTwice} sent twice${harmless}`)
  return imported
}

const loseAnEndpoint = async (stage: Stage, products: readonly Product[], folder: string) => {
  const [crop] = alterations
  const [expected] = products
  if (crop === undefined || expected === undefined) throw new Error("nothing to search for")
  await stage.takeDownFirstEndpoint()
  const { found, isRight } = await searchAltered(stage, expected, crop, { folder, extra: [] })
  const answered = found.attempts.at(-1)?.endpoint
  const failed = found.attempts.filter(({ status }) => status === undefined).length
  tell(
    `5  first endpoint taken down: ${answered} answered the next search in ${found.milliseconds} ms, after ${failed} refused connections`
  )
  return { isRight: isRight && answered === stage.urls[1], millis: found.milliseconds }
}

const shown = (path: string): string => relative(process.cwd(), path)
