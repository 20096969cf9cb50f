// Calls on tasks that tests of exports and imports share.

import { setTimeout as sleep } from "node:timers/promises"
import { call, membersOf, type Reply, send, type Target, type Values } from "../client.ts"

type Members = Readonly<Record<string, unknown>>

/** The tasks of a list's answer. */
export const tasksOf = (body: Members): readonly Members[] => {
  const data = membersOf(body["Data"])
  const tasks = data["DumpMetaList"] ?? membersOf(data["Increments"])["Instance"]
  return Array.isArray(tasks) ? tasks.map(membersOf) : []
}

/** Starts a task and returns its id. */
export const startTask = async (emulator: Target, action: string, values: Values = {}): Promise<string> => {
  const { body } = await call(emulator, action, values)
  const { Id: id } = membersOf(body["Data"])
  if (typeof id !== "string") throw new Error(`${action} started nothing: ${JSON.stringify(body)}`)
  return id
}

/** Asks until the newest task of a list has ended, and returns it. */
export const pollUntilEnded = async (emulator: Target, list: "DumpMetaList" | "IncreaseList"): Promise<Members> => {
  for (;;) {
    const [task] = tasksOf((await call(emulator, list)).body)
    if (task === undefined) throw new Error(`${list} is empty`)
    if (task["Status"] !== "PROCESSING") return task
    await sleep(5)
  }
}

/** Fetches a file by its link. */
export const fetchFile = (link: string): Promise<Reply> => {
  const { host, pathname, search } = new URL(link)
  return send(link, { method: "GET", path: `${pathname}${search}`, headers: { host }, body: "" })
}
