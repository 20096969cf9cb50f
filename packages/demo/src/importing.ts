/** The import of the catalogue: the worker is killed half-way and started again, and nothing is lost. */
import { start, type Ended } from "./processes.ts"
import type { Stage } from "./Stage.ts"

/** What the worker says at its end with --json. */
interface Summary {
  readonly total: number
  readonly done: number
  readonly failed: number
}

export interface Imported {
  /** Pictures in the instance when the worker was killed. */
  readonly atKill: number
  readonly pictures: number
  /** Pictures of the catalogue that the instance does not hold at the end. */
  readonly lost: number
  /** AddImage requests beyond one for each picture: work that was done twice because of the kill. */
  readonly sentTwice: number
  readonly seconds: number
}

export interface Import {
  readonly stage: Stage
  readonly catalogue: string
  readonly store: string
  readonly size: number
  /** AddImage calls per second. A real instance takes 1 or 5; the emulator has no such limit. */
  readonly rate: number
  readonly onProgress: (done: number) => void
}

/** Runs the import twice: to a kill with SIGKILL at half, and to the end. */
export const importWithKill = async (job: Import): Promise<Imported> => {
  const startedAt = performance.now()
  const first = startWorker(job)
  let atKill = 0
  const watch = watchCount(job, (pictures) => {
    if (pictures < job.size / 2 || atKill > 0) return
    atKill = pictures
    first.child.kill("SIGKILL")
  })
  const firstEnd = await first.ended
  watch.stop()
  if (atKill === 0)
    throw new Error(`the worker ended before it was killed (exit code ${firstEnd.exitCode}): ${firstEnd.stderr.trim()}`)

  const second = startWorker(job)
  const again = watchCount(job, job.onProgress)
  const summary = summaryOf(await second.ended)
  again.stop()
  const { pictures, added } = await job.stage.counts()
  return {
    atKill,
    pictures,
    lost: summary.total - pictures,
    sentTwice: added - pictures,
    seconds: (performance.now() - startedAt) / 1_000
  }
}

const startWorker = ({ stage, catalogue, store, rate }: Import) =>
  start(
    "@imagesearch/worker",
    ["import", catalogue, "--store", store, "--rate", String(rate), "--json"],
    stage.environment
  )

const summaryOf = ({ exitCode, stdout, stderr }: Ended): Summary => {
  if (exitCode !== 0) throw new Error(`the worker ended with exit code ${exitCode}: ${stderr.trim() || stdout.trim()}`)
  return JSON.parse(stdout)
}

/** Asks the emulator ten times a second how many pictures it holds. */
const watchCount = ({ stage, onProgress }: Import, act: (pictures: number) => void): { readonly stop: () => void } => {
  const look = async () => {
    // The emulator may be ending, and with it this watch.
    const counts = await stage.counts().catch(() => undefined)
    if (counts === undefined) return
    onProgress(counts.pictures)
    act(counts.pictures)
  }
  const timer = setInterval(() => {
    void look()
  }, 100)
  return { stop: () => clearInterval(timer) }
}
