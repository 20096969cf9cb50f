/** P6: pictures of 4 MB on their way to the object store, beside bare undici with the same file; each in a fresh process. */
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { startAnsweringServer } from "../answeringServer.ts"
import { compare } from "../compare.ts"
import type { Figure } from "../Figure.ts"
import { measureFresh } from "../freshProcess.ts"
import { pictureOf } from "../picture.ts"

const pictureBytes = 4_000_000
const rounds = 7
const callsInRun = 192
const callsInSingleRun = 64

type Stack = "ours" | "streamed" | "held"

interface Setting {
  readonly host: string
  readonly path: string
  readonly concurrency: number
  readonly figure: "processor" | "memory"
}

/** A call of ours has two more hops, and frames the picture as a form. */
export const uploadFigures = async (): Promise<readonly Figure[]> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-"))
  const path = join(folder, "picture.png")
  await writeFile(path, pictureOf(pictureBytes))
  try {
    using server = await startAnsweringServer()
    const file = { host: server.host, path }
    return [
      await processorFigure({ ...file, concurrency: 1, figure: "processor" }),
      await processorFigure({ ...file, concurrency: 64, figure: "processor" }),
      ...(await memoryFigures({ ...file, concurrency: 64, figure: "memory" }))
    ]
  } finally {
    await rm(folder, { recursive: true })
  }
}

const runs = <Name extends Stack>(stacks: readonly Name[], { host, path, concurrency, figure }: Setting) => {
  const calls = String(concurrency === 1 ? callsInSingleRun : callsInRun)
  return compare(
    stacks.map((name) => ({
      name,
      cost: () =>
        measureFresh({
          program: "upload",
          args: [name, host, path, String(concurrency), calls, figure],
          nodeOptions: []
        })
    })),
    rounds
  )
}

const processorFigure = async (setting: Setting): Promise<Figure> => {
  const { ratio, costs } = await runs(["ours", "streamed"], setting)
  return {
    name: "P6",
    what: `processor time of an upload of 4 MB, ${setting.concurrency} at a time, in streams of bare undici`,
    measured: ratio("ours", "streamed"),
    bar: { atMost: 1.15 },
    absolute: `${costs("ours").median.toFixed(2)} and ${costs("streamed").median.toFixed(2)} ms/MB`
  }
}

const memoryFigures = async (setting: Setting): Promise<readonly Figure[]> => {
  const { ratio, costs } = await runs(["ours", "streamed", "held"], setting)
  const absolute = (other: Stack) => `${costs("ours").median.toFixed(0)} and ${costs(other).median.toFixed(0)} MB`
  return [
    {
      name: "P6",
      what: "peak resident memory of 64 uploads of 4 MB at a time, in that of streams of bare undici",
      measured: ratio("ours", "streamed"),
      bar: { atMost: 1.25 },
      tolerated: { share: 1, why: "pictures are held, so that a repeat never reads again (ADR 0026)" },
      absolute: absolute("streamed")
    },
    {
      name: "P6",
      what: "the same, in that of bare undici that holds each file",
      measured: ratio("ours", "held"),
      bar: "stated",
      absolute: absolute("held")
    }
  ]
}
