// The parameters of the operations on tasks, and how their answers show a task.

import { refuse } from "../errors.ts"
import { resultLink } from "../oss/resultLink.ts"
import type { Parameters } from "../parameters.ts"
import type { Service } from "../Service.ts"
import type { Task } from "../store/taskRows.ts"
import type { Arrival } from "./Operation.ts"

/** Documented in the metadata for every operation on tasks. */
const badRequest = () => refuse("Console.BadRequest")

/** One page of a list. */
export interface Page {
  readonly pageNumber: number
  readonly pageSize: number
  readonly id: number | undefined
}

/** Documented default of PageSize. */
const DEFAULT_PAGE_SIZE = 10

/** Reads Id, PageNumber and PageSize. */
export const readPage = (parameters: Parameters, { mostPerPage }: { readonly mostPerPage: number }): Page => {
  const pageNumber = parameters.integer("PageNumber", badRequest) ?? 1
  const pageSize = parameters.integer("PageSize", badRequest) ?? DEFAULT_PAGE_SIZE
  if (pageNumber < 1 || pageSize < 1 || pageSize > mostPerPage) throw badRequest()
  return { pageNumber, pageSize, id: readId(parameters) }
}

/** A 64-bit number; one that JavaScript cannot hold exactly is no task's either. */
const readId = (parameters: Parameters): number | undefined => {
  const text = parameters.value("Id")
  if (text === undefined) return undefined
  if (!/^\d{1,19}$/.test(text)) throw badRequest()
  return Math.min(Number(text), Number.MAX_SAFE_INTEGER)
}

/** Documented: starts with a slash and does not end with one. The bucket's root is documented nowhere; "/" is taken. */
const FOLDER_PATH = /^(?:\/|(?:\/(?!\.\.?(?:\/|$))[^/\\\0]+)+)$/

/** The object store's rule for names of buckets. */
const BUCKET_NAME = /^[a-z0-9](?:[a-z0-9-]{1,61})[a-z0-9]$/

export const readBucketName = (parameters: Parameters): string => matching(parameters, "BucketName", BUCKET_NAME)

export const readPath = (parameters: Parameters): string => matching(parameters, "Path", FOLDER_PATH)

/** An address of http or https, or "" for none. */
export const readCallback = (parameters: Parameters): string => {
  const text = parameters.value("CallbackAddress") ?? ""
  if (text !== "" && !(URL.canParse(text) && /^https?:$/.test(new URL(text).protocol))) throw badRequest()
  return text
}

const matching = (parameters: Parameters, name: string, rule: RegExp): string => {
  const text = parameters.required(name, badRequest)
  if (!rule.test(text)) throw badRequest()
  return text
}

/** The members that both lists show of a task. UtcCreate is text and UtcModified a number, as documented. */
export const showTask = (task: Task) => ({
  Id: task.id,
  Status: task.status,
  Code: task.code,
  Msg: task.msg,
  UtcCreate: String(task.createdMs),
  UtcModified: task.modifiedMs
})

/** A fresh link to the file of a task under the given name, which is absent while there is no file. */
export const showLink = (
  service: Service,
  { task, name, arrival }: { readonly task: Task; readonly name: "MetaUrl" | "ErrorUrl"; readonly arrival: Arrival }
): Readonly<Record<string, string>> => (task.hasResult ? { [name]: resultLink(service, { id: task.id, arrival }) } : {})
