/**
 * Waits for a task that runs inside the service, an export or a batch import: asks for it at the rate that the service
 * allows its lists, until it has ended or the wait has lasted too long.
 */
import * as Duration from "effect/Duration"
import * as Effect from "effect/Effect"
import { limitOf, millisOf } from "../checkInput.ts"
import type { CallOptions } from "../CallOptions.ts"
import { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchReason } from "../ImageSearchReason.ts"
import type { TaskPage } from "../operations/tasks.ts"

/** Milliseconds that a wait lasts at most, unless the caller says otherwise; how long tasks take is not documented. */
export const waitLimitMillis = 3_600_000
/** A task that this many answers in a row do not list is taken for one that does not exist. */
export const mostAbsences = 3

/** Options of a wait; `retry` holds for each question. */
export interface WaitOptions<Task> extends Pick<CallOptions, "retry"> {
  /** Time limit of the whole wait; a number counts milliseconds. Default 1 hour: how long tasks take is not documented. */
  readonly timeout?: Duration.Input | undefined
  /** Time between two questions; a number counts milliseconds. Default 1 second, the documented rate of the lists. */
  readonly every?: Duration.Input | undefined
  /** Receives the task as it was found first, and whenever it has changed. */
  readonly onProgress?: ((task: Task) => void) | undefined
}

/** What exports and batch imports have in common. */
interface AnyTask {
  readonly id: string
  readonly status: string
  readonly message: string | undefined
  readonly modifiedAt: Date | undefined
  readonly errorUrl?: string | undefined
}

export interface Wait<Task> {
  /** The wire's name of the list. */
  readonly operation: string
  readonly list: (
    input: { readonly id: string },
    options: CallOptions
  ) => Effect.Effect<TaskPage<Task>, ImageSearchError>
  readonly id: string
  /** Milliseconds between two questions, unless the caller says otherwise. */
  readonly spacingMillis: number
  readonly options: WaitOptions<Task>
}

/**
 * The task when it has succeeded. Fails with reason `TaskFailed`, `TimedOut` when the wait has lasted too long,
 * `NotFound` when no such task is listed, or with what ended the question; a failure that can pass does not end it.
 */
export const waitForTask = Effect.fnUntraced(function* <Task extends AnyTask>(
  wait: Wait<Task>
): Effect.fn.Return<Task, ImageSearchError> {
  const { operation, id, spacingMillis, options } = wait
  const limitMillis = yield* limitOf({ operation, options, usualMillis: waitLimitMillis, input: undefined })
  const everyMillis = yield* millisOf({ operation, field: "every", duration: options.every ?? spacingMillis })
  const waited = limitMillis < 1000 ? `${limitMillis} ms` : `${Math.round(limitMillis / 1000)} s`
  const problem = `the task ${id} had not ended after ${waited}.`
  return yield* Effect.timeoutOrElse(pollUntilEnd(wait, everyMillis), {
    duration: limitMillis,
    orElse: () => Effect.fail(new ImageSearchError({ operation, reason: { ...tooLong, problem } }))
  })
})

/** The task runs on. */
const tooLong = { _tag: "TimedOut", mayHaveBeenDone: true, lacking: "taskEnd" } as const

const pollUntilEnd = Effect.fnUntraced(function* <Task extends AnyTask>(
  { operation, list, id, options }: Wait<Task>,
  everyMillis: number
): Effect.fn.Return<Task, ImageSearchError> {
  let known: Task | undefined
  let absences = 0
  for (;;) {
    const page = yield* Effect.catchIf(list({ id }, { retry: options.retry }), canPass, () => Effect.undefined)
    const task = page?.tasks.find((one) => one.id === id)
    if (task !== undefined) {
      if (hasChanged(known, task)) options.onProgress?.(task)
      if (task.status === "SUCCESS") return task
      if (task.status === "FAIL") return yield* failed(operation, task)
      known = task
      absences = 0
    } else if (page !== undefined) {
      absences += 1
      if (absences === mostAbsences) return yield* absent(operation, id)
    }
    yield* Effect.sleep(everyMillis)
  }
})

/** The next question may be answered. */
const canPass = ({ reason }: ImageSearchError): boolean => passing.has(reason._tag)

const passing: ReadonlySet<ImageSearchReason["_tag"]> = new Set(["Unavailable", "TimedOut", "Throttled"])

const hasChanged = (known: AnyTask | undefined, task: AnyTask): boolean =>
  known?.status !== task.status || known.modifiedAt?.getTime() !== task.modifiedAt?.getTime()

const failed = (operation: string, { id, message, errorUrl }: AnyTask): ImageSearchError =>
  new ImageSearchError({
    operation,
    reason: {
      _tag: "TaskFailed",
      task: id,
      errorUrl,
      problem: `the task ${id} failed: ${message ?? "no reason was given"}.`
    }
  })

const absent = (operation: string, id: string): ImageSearchError =>
  new ImageSearchError({
    operation,
    reason: { _tag: "NotFound", status: 200, code: undefined, message: `no task ${id} is listed.` }
  })
