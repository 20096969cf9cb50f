/** What exports and batch imports share: tasks that run inside the service, and lists of them. */
import * as z from "zod/mini"
import { toDate } from "../wire/instant.ts"
import { wholeNumber } from "./fields.ts"

/** How far a task is. Words that no document knows are passed on as they are. */
export type TaskStatus = "PROCESSING" | "SUCCESS" | "FAIL" | (string & {})

/** A task that was started. */
export interface StartedTask {
  /** The wire gives it as text here and as a number in the lists; always text in this client. */
  readonly id: string
  /** `PROCESSING` as a rule. */
  readonly status: TaskStatus
}

/** Which tasks to list: one, or a page of all. */
export const listInput = {
  id: z.optional(z.string().check(z.regex(/^\d{1,19}$/, "must be the id of a task, in digits"))),
  pageNumber: z.optional(wholeNumber({ least: 1, most: 500 })),
  pageSize: z.optional(wholeNumber({ least: 1, most: 30 }))
}

/** A page of tasks. */
export interface TaskPage<Task> {
  /** In the service's order. */
  readonly tasks: readonly Task[]
  /** Which page, from 1. */
  readonly pageNumber: number
  /** Tasks on a full page. */
  readonly pageSize: number
  /** Tasks over all pages. */
  readonly total: number
}

/** Ids come as text or as a number, of up to 64 bits: one beyond 2^53 is read again as text, with every digit. */
export const wireId = z.pipe(z.union([z.string(), z.int()]), z.transform(String))

/** Instants come as epoch milliseconds, as text or as a number; what is neither is left out. */
export const wireInstant = z.pipe(
  z.union([z.string(), z.number()]),
  z.transform((millis) => toDate(millis))
)

/** The frame of a list's answer. */
export const listFrame = {
  PageNumber: z._default(z.number(), 1),
  PageSize: z._default(z.number(), 10),
  TotalCount: z._default(z.number(), 0)
}

/** The page that an answer's frame describes. */
export const toPage = <Task>(
  frame: { readonly PageNumber: number; readonly PageSize: number; readonly TotalCount: number },
  tasks: readonly Task[]
): TaskPage<Task> => ({
  tasks,
  pageNumber: frame.PageNumber,
  pageSize: frame.PageSize,
  total: frame.TotalCount
})
