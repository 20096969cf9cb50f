/**
 * The demo: a catalogue is drawn and imported, the import survives a kill, altered pictures find their products, and
 * a search survives the loss of an endpoint. Every step is one of the project's own programs, run as a person would.
 */
import { mkdir, rm } from "node:fs/promises"
import { join, relative, resolve } from "node:path"
import { parseArgs } from "node:util"
import { alterations } from "./alter/alterations.ts"
import { drawCatalogue, type Product } from "./catalogue/catalogue.ts"
import { writeCatalogue } from "./catalogue/writeCatalogue.ts"
import { importWithKill } from "./importing.ts"
import { ownPictures } from "./ownPictures.ts"
import { writePage } from "./picturePage.ts"
import { endAll } from "./processes.ts"
import { progress, searchTable, tell } from "./report.ts"
import { searchAll, searchAltered } from "./searching.ts"
import { raiseStage } from "./Stage.ts"

/** Seed of the sample catalogue. */
const seed = 2026
/** AddImage calls per second in the demo; a real instance takes 1 or 5, and the worker keeps to that by default. */
const rate = 40
const folder = resolve(".demo")

const play = async (pictureFolder: string | undefined): Promise<boolean> => {
  tell(`Image Search demo. Everything runs on this machine; nothing here was verified on the live service.`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })

  const stage = await raiseStage(join(folder, "instance"))
  tell(`1  emulator: ${stage.urls.join(" and ")}, process ${stage.pid}`)

  const products = pictureFolder === undefined ? await draw() : await ownPictures(resolve(pictureFolder))
  const catalogue = await writeCatalogue(join(folder, "catalogue"), products)
  const categories = new Set(products.map((product) => product.categoryId)).size
  const origin =
    pictureFolder === undefined ? `drawn from seed ${seed}, in ${categories} categories` : `from ${pictureFolder}`
  tell(`2  catalogue: ${products.length} pictures ${origin}: ${shown(catalogue)}`)

  tell(`3  import: imagesearch-worker import ${shown(catalogue)} --rate ${rate}`)
  const imported = await importWithKill({
    stage,
    catalogue,
    store: join(folder, "worker.sqlite"),
    size: products.length,
    rate,
    onProgress: (done) => progress(`   ${done} of ${products.length} pictures imported`)
  })
  tell(
    `   killed with SIGKILL at ${imported.atKill} pictures, started again, complete after ${imported.seconds.toFixed(1)} s`
  )
  tell(`   ${imported.pictures} pictures in the instance: ${imported.lost} lost, ${imported.sentTwice} sent twice`)

  tell(`4  searches: imagesearch search picture FILE (the pictures below are not in the catalogue)`)
  const searches = await searchAll(stage, products, folder)
  for (const line of searchTable(searches)) tell(line)

  const { isRight, millis } = await loseAnEndpoint(stage, products)
  const page = join(folder, "gallery.html")
  await writePage(page, { products, searches, imported, failoverMillis: millis })
  tell(`6  to look at: ${shown(page)}`)
  tell(
    `   to go on: npx -y pnpm@12 exec imagesearch-emulator --instance demo --data-dir ${shown(join(folder, "instance"))}`
  )
  return isRight && imported.lost === 0 && searches.every((search) => search.isRight || search.isWeak)
}

const draw = async (): Promise<readonly Product[]> => {
  const products: Array<Product> = []
  for await (const product of drawCatalogue({ seed })) {
    products.push(product)
    progress(`   ${products.length} pictures drawn`)
  }
  return products
}

const loseAnEndpoint = async (stage: Awaited<ReturnType<typeof raiseStage>>, products: readonly Product[]) => {
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

for (const [signal, exitCode] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
  ["SIGHUP", 129]
] as const) {
  process.once(signal, () => {
    progress("")
    void endAll().then(() => process.exit(exitCode))
  })
}
process.stdout.on("error", () => void endAll().then(() => process.exit(0))) // the reader of a pipe has gone

try {
  const { values } = parseArgs({ options: { pictures: { type: "string" } } })
  process.exitCode = (await play(values.pictures)) ? 0 : 1
} catch (error) {
  progress("")
  process.stderr.write(`The demo failed: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
} finally {
  await endAll()
}
