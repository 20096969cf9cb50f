// Reads the body of a control request, or says in one sentence what is wrong with it.

import type { IncomingMessage } from "node:http"
import * as z from "zod"
import { readBody } from "../request.ts"
import { ControlError } from "./ControlError.ts"

/** A seed of some hundred pictures in Base64; more go by file. */
const MOST_BYTES = 64 * 1_024 * 1_024

/**
 * Reads a JSON body by a schema; an empty body counts as `{}`. Throws a ControlError that names the field.
 *
 * The type is asked for because a page of another site may send any other body without asking first.
 */
export const readJson = async <A>(message: IncomingMessage, schema: z.ZodType<A>): Promise<A> => {
  const body = await readBody(message, MOST_BYTES)
  if (body === undefined) throw new ControlError(413, "the body is longer than 64 MB; seed pictures by file instead")
  const type = message.headers["content-type"] ?? ""
  if (body.length > 0 && !/^application\/json\b/i.test(type))
    throw new ControlError(415, `the control plane takes bodies of application/json, not of "${type}"`)
  return check(body.length === 0 ? {} : parse(body.toString("utf8")), schema)
}

/** Reads the parameters of a query by a schema. Throws a ControlError that names the parameter. */
export const readQuery = <A>(query: string, schema: z.ZodType<A>): A =>
  check(Object.fromEntries(new URLSearchParams(query)), schema)

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new ControlError(400, `the body is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}

const check = <A>(value: unknown, schema: z.ZodType<A>): A => {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  throw new ControlError(400, result.error.issues.map(describe).join("; "))
}

const describe = ({ path, message }: z.core.$ZodIssue): string =>
  path.length === 0 ? message : `${z.core.toDotPath(path)}: ${message}`
