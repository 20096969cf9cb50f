/** Exports and batch imports, which run only when they were asked for: neither can be undone. */
import type { Call } from "../../cases/Case.ts"
import { objectOf, textOf } from "../../drivers/values.ts"
import { membersOf, outcomeOf } from "../answerOf.ts"
import type { Probe, ProbeContext } from "../Probe.ts"

/** Ten minutes at most. */
const mostPolls = 60
const pollMillis = 10_000

const exporting: Probe = {
  id: "export",
  level: 3,
  needs: "export",
  does: "starts an export, waits for it and reads the beginning of its file",
  calls: ["DumpMeta", "DumpMetaList until it has ended", "GET of the file"],
  cleanUp: "an export stays in the list; its link lasts two hours",
  answers: ["export-format"],
  run: async (context) => {
    const started = await context.call({ operation: "DumpMeta", parameters: {} })
    const id = Number(objectOf(membersOf(started)["Data"])["Id"])
    if (!Number.isSafeInteger(id)) return [{ says: `DumpMeta ends with ${outcomeOf(started)}` }]
    const task = await ended(context, { operation: "DumpMetaList", parameters: { Id: id } }, "DumpMetaList")
    return [{ question: "export-format", says: await fileOf(context, task, "MetaUrl") }]
  }
}

const importing: Probe = {
  id: "batch",
  level: 3,
  needs: "batch",
  does: "imports the folder of a bucket that somebody has prepared, waits, and reads the beginning of the error file",
  calls: ["IncreaseInstance", "IncreaseList until it has ended", "GET of the error file"],
  cleanUp: "what the manifest adds stays; whoever wrote it removes it",
  answers: ["batch-errors", "batch-root"],
  run: async (context) => {
    const { bucket = "", path = "" } = context.batch ?? {}
    const started = await context.call({
      operation: "IncreaseInstance",
      parameters: { BucketName: bucket, Path: path }
    })
    const id = Number(objectOf(membersOf(started)["Data"])["Id"])
    if (!Number.isSafeInteger(id)) {
      return [
        {
          ...(path === "/" ? { question: "batch-root" as const } : {}),
          says: `IncreaseInstance of ${path} ends with ${outcomeOf(started)}`
        }
      ]
    }
    const task = await ended(context, { operation: "IncreaseList", parameters: { Id: id } }, "Instance")
    return [{ question: "batch-errors", says: await fileOf(context, task, "ErrorUrl") }]
  }
}

type Task = Readonly<Record<string, unknown>>

const ended = async ({ call, sleep }: ProbeContext, listing: Call, list: string): Promise<Task> => {
  for (let polls = 0; polls < mostPolls; polls++) {
    const found = objectOf(membersOf(await call(listing))["Data"])
    const tasks = found[list] ?? objectOf(found["Increments"])[list]
    const task = objectOf(Array.isArray(tasks) ? tasks[0] : undefined)
    if (task["Status"] === "SUCCESS" || task["Status"] === "FAIL") return task
    await sleep(pollMillis)
  }
  return {}
}

/** What the file of a task begins with; the link's signature is left out. */
const fileOf = async ({ exchange }: ProbeContext, task: Task, member: string): Promise<string> => {
  const url = textOf(task[member])
  const state = `${textOf(task["Status"]) || "no end"} ${textOf(task["Msg"])}`.trim()
  if (url === "") return `${state}, without a file`
  const file = await exchange({ method: "GET", url, headers: {}, body: new Uint8Array() }, `GET of ${member}`)
  const start = Buffer.from(file.body).toString().split("\n")[0]?.slice(0, 300)
  return `${state}; the file begins with ${start}`
}

export const taskProbes: readonly Probe[] = [exporting, importing]
