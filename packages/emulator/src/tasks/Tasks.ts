// The tasks of an instance: starts them in the background, one of each kind at a time, and remembers how they ended.
// The table is the truth; what a running task has got to is held in memory and shown in its place.

import { setTimeout as sleep } from "node:timers/promises"
import type { Task, TaskKind, TaskOrigin, TaskRows, TaskSearch } from "../store/taskRows.ts"

/** How a task ended. */
export interface Outcome {
  readonly isSuccess: boolean
  readonly msg: string
  /** The file to be downloaded, if the task left one. */
  readonly result?: Uint8Array | undefined
}

/** What a running task may use. */
export interface TaskRun {
  /** Says how far the task has got; the lists show it as Msg. */
  readonly report: (msg: string) => void
  /** Aborted when the emulator stops: the task ends as soon as it can. */
  readonly signal: AbortSignal
}

/** The background part of a task. A rejection fails the task with the error's message. */
export type Work = (run: TaskRun) => Promise<Outcome>

interface Running {
  readonly id: number
  msg: string
  modifiedMs: number
}

interface Settings {
  readonly now: () => number
  /** Every task stays PROCESSING for at least so long, so that a client under test sees that state. */
  readonly leastMs: number
  /** Told of every task that has ended; aborted by the signal when the emulator stops. */
  readonly ended: (task: Task, signal: AbortSignal) => Promise<void>
  readonly warn: (line: string) => void
}

/** What is said of a task whose process is gone: it cannot go on where it was. */
const INTERRUPTED = "interrupted: the emulator stopped while the task ran; submit it again"

/** Not documented: "0" stands for success, so anything else tells a failure. */
const SUCCEEDED = "0"
const FAILED = "1"

/** Exports and batch imports. */
export class Tasks {
  readonly #rows: TaskRows
  readonly #settings: Settings
  readonly #running = new Map<TaskKind, Running>()
  readonly #ends = new Set<Promise<void>>()
  #stop = new AbortController()

  /** Tasks that an earlier process left unfinished become failures. */
  constructor(rows: TaskRows, settings: Settings) {
    this.#rows = rows
    this.#settings = settings
    rows.failRunning({ code: FAILED, msg: INTERRUPTED, modifiedMs: settings.now() })
  }

  /** Starts a task and returns its id; undefined, and nothing is started, while another one of the kind runs. */
  start(kind: TaskKind, origin: TaskOrigin, work: Work): number | undefined {
    if (this.#running.has(kind)) return undefined
    const createdMs = this.#settings.now()
    const msg = "started"
    const id = this.#rows.insert(kind, { ...origin, createdMs, msg })
    this.#running.set(kind, { id, msg, modifiedMs: createdMs })
    const end = this.#run(kind, id, work).finally(() => this.#ends.delete(end))
    this.#ends.add(end)
    return id
  }

  /** One page, the newest task first; a running task shows how far it has got. */
  list(kind: TaskKind, search: TaskSearch): { readonly tasks: readonly Task[]; readonly total: number } {
    const { tasks, total } = this.#rows.list(kind, search)
    const running = this.#running.get(kind)
    return {
      total,
      tasks: tasks.map((task) =>
        task.id === running?.id ? { ...task, msg: running.msg, modifiedMs: running.modifiedMs } : task
      )
    }
  }

  /** The file that a task left. */
  result(id: number): Uint8Array | undefined {
    return this.#rows.result(id)
  }

  /** Stops the running tasks and waits for them; what they had not ended stays PROCESSING in the table. */
  async close(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#ends)
  }

  /** Stops the running tasks and forgets all of them. */
  async clear(): Promise<void> {
    await this.close()
    this.#stop = new AbortController()
    this.#rows.clear()
  }

  async #run(kind: TaskKind, id: number, work: Work): Promise<void> {
    const { signal } = this.#stop
    // Both end before the state changes; the pause alone may be cut short.
    const pause = sleep(this.#settings.leastMs, undefined, { signal }).catch(() => undefined)
    const outcome = await work({ report: (msg) => this.#report(kind, msg), signal }).catch((error: unknown) => ({
      isSuccess: false,
      msg: error instanceof Error ? error.message : String(error)
    }))
    const isInterrupted = signal.aborted
    await pause
    this.#running.delete(kind)
    if (!isInterrupted) await this.#end(id, kind, outcome)
  }

  #report(kind: TaskKind, msg: string): void {
    const running = this.#running.get(kind)
    if (running === undefined) return
    running.msg = msg
    running.modifiedMs = this.#settings.now()
  }

  async #end(id: number, kind: TaskKind, { isSuccess, msg, result }: Outcome): Promise<void> {
    const { now, ended, warn } = this.#settings
    try {
      const status = isSuccess ? "SUCCESS" : "FAIL"
      this.#rows.change(id, { status, code: isSuccess ? SUCCEEDED : FAILED, msg, modifiedMs: now(), result })
      const anything = { bucketName: undefined, path: undefined, pageNumber: 1, pageSize: 1 }
      const [task] = this.#rows.list(kind, { ...anything, id }).tasks
      if (task !== undefined) await ended(task, this.#stop.signal)
    } catch (error) {
      warn(`could not record the end of task ${id}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
}
