// The requests of the control plane as they are read. Each schema is checked against the type that its sender compiles
// with, and refuses a field that the type does not have.

import * as z from "zod"
import type { FaultScript } from "../control/faults.ts"
import { type ClockSetting, RESET_PARTS, type ResetRequest } from "../control/protocol.ts"
import type { PictureFilter, SearchRequest } from "../control/pictures.ts"
import type { RequestFilter } from "../control/requests.ts"
import type { SeedRequest } from "../control/seeding.ts"
import { statusOf } from "../faults/answerFault.ts"
import { OPERATION_NAMES } from "../operations/names.ts"

/** The listener breaks a connection that stands still for a minute. */
const MOST_DELAY_MS = 50_000

const MOST_BYTES = 64 * 1_024 * 1_024
const MOST_FAULTS = 1_000

const operation = z.enum(OPERATION_NAMES)

/** The body of a request that says all in its address: a body meant for another address is refused. */
export const nothing = z.strictObject({})

export const resetRequest: z.ZodType<ResetRequest> = z.strictObject({
  parts: z.array(z.enum(RESET_PARTS)).min(1).exactOptional()
})

export const clockSetting: z.ZodType<ClockSetting> = z.discriminatedUnion("mode", [
  z.strictObject({ mode: z.literal("real") }),
  z.strictObject({ mode: z.literal("shifted"), shiftMs: z.int() }),
  z.strictObject({ mode: z.literal("frozen"), at: z.iso.datetime({ offset: true }).exactOptional() })
])

const delayMs = z.int().min(0).max(MOST_DELAY_MS)
const when = z.enum(["before", "after"]).exactOptional()
const delayed = { delayMs: delayMs.exactOptional() }

const answerFault = z
  .strictObject({
    kind: z.literal("answer"),
    status: z.int().min(200).max(599).exactOptional(),
    code: z
      .string()
      .regex(/^[\w.]{1,100}$/)
      .exactOptional(),
    message: z.string().exactOptional(),
    headers: z.record(z.string().regex(/^[\w-]+$/), z.string().regex(/^[\t\x20-\x7e]*$/)).exactOptional(),
    body: z.string().exactOptional(),
    when,
    ...delayed
  })
  .refine((fault) => statusOf(fault) !== undefined, {
    path: ["status"],
    error: "is needed with a code that is not documented"
  })

const fault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("pass") }),
  z.strictObject({ kind: z.literal("delay"), delayMs }),
  answerFault,
  z.strictObject({ kind: z.literal("reset"), when, ...delayed }),
  z.strictObject({ kind: z.literal("truncate"), bytes: z.int().min(0).max(MOST_BYTES), ...delayed }),
  z.strictObject({
    kind: z.literal("drip"),
    bytes: z.int().min(1).max(MOST_BYTES),
    everyMs: z.int().min(0).max(MOST_DELAY_MS),
    ...delayed
  }),
  z.strictObject({
    kind: z.literal("wrongLength"),
    by: z.int().refine((bytes) => bytes !== 0, { error: "0 bytes off is the right length" }),
    ...delayed
  })
])

export const faultScript: z.ZodType<FaultScript> = z.strictObject({
  operation: operation.exactOptional(),
  instance: z.string().min(1).exactOptional(),
  endpoint: z.int().min(0).exactOptional(),
  faults: z.array(fault).min(1).max(MOST_FAULTS),
  probability: z.number().min(0).max(1).exactOptional(),
  seed: z.int().exactOptional(),
  count: z.int().min(1).exactOptional()
})

/** A query has texts alone. */
export const requestFilter: z.ZodType<RequestFilter> = z.strictObject({
  operation: z.string().exactOptional(),
  instance: z.string().exactOptional(),
  status: z.coerce.number().int().exactOptional(),
  requestId: z.string().exactOptional(),
  limit: z.coerce.number().int().min(1).exactOptional()
})

const cell = z.string().exactOptional()
const number = z.union([z.int(), z.string()]).exactOptional()

/** A page that a browser draws at once. */
const MOST_LISTED = 100

/** A query has texts alone. */
export const pictureFilter: z.ZodType<PictureFilter> = z.strictObject({
  instance: z.string().min(1).exactOptional(),
  productId: z.string().min(1).exactOptional(),
  start: z.coerce.number().int().min(0).exactOptional(),
  num: z.coerce.number().int().min(1).max(MOST_LISTED).exactOptional()
})

export const searchRequest: z.ZodType<SearchRequest> = z.strictObject({
  PictureBase64: z.base64().min(1),
  instance: z.string().min(1).exactOptional(),
  CategoryId: number,
  Crop: z.union([z.boolean(), z.string()]).exactOptional(),
  Region: cell,
  Filter: cell,
  DistinctProductId: z.union([z.boolean(), z.string()]).exactOptional(),
  ScoreThreshold: z.union([z.number(), z.string()]).exactOptional(),
  Num: number,
  Start: number
})

/** A row, read apart from the request that it comes in: the rows of a CSV are read by it too. */
export const seedRow = z
  .strictObject({
    ProductId: z.string().min(1),
    PicName: cell,
    Picture: cell,
    PictureBase64: z.base64().exactOptional(),
    CategoryId: number,
    Crop: z.union([z.boolean(), z.string()]).exactOptional(),
    Region: cell,
    CustomContent: cell,
    IntAttr: number,
    IntAttr2: number,
    IntAttr3: number,
    IntAttr4: number,
    StrAttr: cell,
    StrAttr2: cell,
    StrAttr3: cell,
    StrAttr4: cell
  })
  .refine(({ Picture, PictureBase64 }) => !Picture !== !PictureBase64, {
    error: "needs either Picture or PictureBase64"
  })

export const seedRequest: z.ZodType<SeedRequest> = z
  .strictObject({
    csv: z.string().exactOptional(),
    rows: z.array(seedRow).exactOptional(),
    folder: z.string().min(1).exactOptional(),
    instance: z.string().min(1).exactOptional()
  })
  .refine(({ csv, rows }) => (csv === undefined) !== (rows === undefined), { error: "a seed needs either csv or rows" })
