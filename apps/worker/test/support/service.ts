/** An emulator for one test, and what a test asks of it. */
import { createImageSearch } from "@imagesearch/client/promise"
import { startEmulator } from "@imagesearch/emulator"
import { onTestFinished } from "vitest"
import { makeFolder, type Folder } from "./folder.ts"
import { runWorker, startWorker, type Ending, type RunningWorker } from "./runWorker.ts"

const instance = "demo"
const keys = { ALIBABA_CLOUD_ACCESS_KEY_ID: "tester", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a secret of a test" } as const

export interface TestService {
  readonly folder: Folder
  readonly store: string
  /** Instants of the AddImage calls that succeeded, in milliseconds. */
  readonly added: readonly number[]
  /** Names and first attribute of every picture that the instance holds, up to 100, in order. */
  readonly contents: () => Promise<readonly string[]>
  readonly takeDown: () => Promise<void>
  /** Runs `imagesearch-worker import` on a catalogue of the folder. */
  readonly import: (
    catalogue: string,
    flags: readonly string[],
    environment?: Readonly<Record<string, string>>
  ) => Promise<Ending>
  readonly startImport: (catalogue: string, flags: readonly string[]) => RunningWorker
}

/** Strict: a parameter that the service does not know is refused. */
export const startService = async (): Promise<TestService> => {
  const added: number[] = []
  const emulator = await startEmulator({
    accessKeyId: keys.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: keys.ALIBABA_CLOUD_ACCESS_KEY_SECRET,
    keys: [{ accessKeyId: "temporary", accessKeySecret: "of a test", securityToken: "t" }],
    instance,
    strict: true,
    log: (line) => void (line.startsWith("POST AddImage 200") && added.push(performance.now()))
  })
  onTestFinished(() => emulator.close())
  const folder = makeFolder()
  const store = folder.path("a.store")
  const args = (catalogue: string, flags: readonly string[]) => [
    "import",
    folder.path(catalogue),
    "--store",
    store,
    "--endpoint",
    emulator.url,
    ...(flags.includes("--instance") ? [] : ["--instance", instance]),
    ...flags
  ]
  return {
    folder,
    store,
    added,
    contents: () => readContents(emulator.url, folder),
    takeDown: () => emulator.takeDown(0),
    import: (catalogue, flags, environment = {}) => runWorker(args(catalogue, flags), { ...keys, ...environment }),
    startImport: (catalogue, flags) => startWorker(args(catalogue, flags), keys)
  }
}

const readContents = async (endpoint: string, folder: Folder): Promise<readonly string[]> => {
  await using search = createImageSearch({
    endpoint,
    instance,
    accessKeyId: keys.ALIBABA_CLOUD_ACCESS_KEY_ID,
    accessKeySecret: keys.ALIBABA_CLOUD_ACCESS_KEY_SECRET
  })
  const { hits } = await search.byPicture({
    picture: folder.path(folder.picture("query.ppm", 0)),
    num: 100,
    crop: false
  })
  return hits.map(({ productId, picName, intAttr }) => `${productId}/${picName}/${intAttr ?? ""}`).toSorted()
}

/** A catalogue of `count` items with drawn pictures, and what the instance must hold after its import. */
export const writeCatalogue = (folder: Folder, name: string, count: number): readonly string[] => {
  const numbers = Array.from({ length: count }, (_, index) => index)
  const rows = numbers.map((index) => `p${index},${folder.picture(`${index}.ppm`, index)},${index}\n`)
  folder.write(name, `ProductId,Picture,IntAttr\n${rows.join("")}`)
  return numbers.map((index) => `p${index}/${index}.ppm/${index}`).toSorted()
}
