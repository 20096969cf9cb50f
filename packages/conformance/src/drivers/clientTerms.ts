/** The wire's terms in those of the project's client, and its failures in those of a driver. */
import type { ImageSearchReason } from "@imagesearch/client/promise"
import { parseRegion } from "@imagesearch/client"
import type { Value } from "../cases/Case.ts"
import { pictureBytes } from "../pictures.ts"
import type { Result } from "./Driver.ts"
import { isPicture, lowerFirst } from "./values.ts"

/** The input of a method; the client checks it, which is part of what is shown. */
export const inputOf = (parameters: Readonly<Record<string, Value>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(parameters)
      .filter(([name]) => !implied.has(name))
      .map(([name, value]) => inputFields[name]?.(value) ?? [lowerFirst(name), bytesOr(value)])
  )

/** What the choice of a method or of a field says already. */
const implied: ReadonlySet<string> = new Set(["IsDeleteByFilter", "Type"])

type Field = readonly [name: string, value: unknown]

/** Parameters that the client has in another form than the wire. */
const inputFields: Readonly<Record<string, (value: Value) => Field>> = {
  PicContent: (value) => ["picture", bytesOr(value)],
  PrimaryPicContent: (value) => ["primary", bytesOr(value)],
  SecondaryPicContent: (value) => ["secondary", bytesOr(value)],
  Region: (value) => ["region", typeof value === "string" ? parseRegion(value) : value],
  ScoreThreshold: (value) => ["scoreThreshold", Number(value)],
  Id: (value) => ["id", typeof value === "number" ? String(value) : value]
}

const bytesOr = (value: Value): unknown => (isPicture(value) ? pictureBytes(value.picture) : value)

/** What a failure of the client is to a driver. */
export const failureOf = (reason: ImageSearchReason): Result => {
  switch (reason._tag) {
    case "InvalidInput":
      return { refused: reason.issues.map(({ field }) => field) }
    case "InvalidPicture":
      return { refused: ["picture"] }
    case "InvalidConfig":
      return { refused: [reason.setting] }
    case "Throttled":
    case "Unavailable": {
      const { code = "", status = 0, message = reason.problem } = reason.answer ?? {}
      return { error: { code, status, message } }
    }
    case "TaskFailed":
    case "TimedOut":
    case "UnexpectedAnswer":
      return { error: { code: reason._tag, status: 0, message: reason.problem } }
    default:
      return { error: { code: reason.code ?? "", status: reason.status, message: reason.message } }
  }
}
