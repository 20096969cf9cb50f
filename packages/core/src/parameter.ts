/**
 * The parameters of every operation as data: name, type, place and bounds.
 *
 * Where sources contradict each other the value holds the reading that we chose, and `comment` the other one. Two
 * places surprise: ScoreThreshold and UpdateImage's third and fourth attributes travel in the query, while all that
 * stands beside them is in the form.
 *
 * Source: official TypeScript SDK 4.4.0 and official OpenAPI metadata, see `data/parameters.json`.
 */
import table from "./data/parameters.json" with { type: "json" }
import type { Operation } from "./operation.ts"

/**
 * `int32` and `int64` are decimal text on the wire, `boolean` is true or false, `decimal` a number with a point,
 * `base64` the bytes of a picture, `url` the address of an uploaded picture.
 */
export type ParameterType = "string" | "int32" | "int64" | "boolean" | "decimal" | "base64" | "url"

/** `body` is a key of the `meta^content` body that only 2018-01-20 has. */
export type ParameterPlace = "query" | "form" | "body"

/** A row of the parameter table: one parameter of one operation. */
export interface Parameter {
  /** The wire's name. */
  readonly name: string
  readonly type: ParameterType
  readonly place: ParameterPlace
  /** Whether every call needs it. */
  readonly required: boolean
  /** Half a sentence: when a call needs it that otherwise would not. */
  readonly requiredWhen?: string
  /** Least value, included. */
  readonly min?: number
  /** Greatest value, included. */
  readonly max?: number
  /** Characters at most. */
  readonly maxLength?: number
  /** Digits after the point at most. */
  readonly decimals?: number
  /** The values that are allowed. */
  readonly enum?: ReadonlyArray<string | number>
  /** Characters that must not occur. */
  readonly without?: string
  /** What the service assumes when it is absent. */
  readonly default?: string | number | boolean
  /** Half a sentence on how to write it. */
  readonly format?: string
  /** Key into `parameterSources`. */
  readonly source: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

// The one boundary where JSON's `string` becomes our unions; a test reads every row.
const byOperation: Readonly<Record<string, readonly Parameter[]>> = table.operations as Readonly<
  Record<string, readonly Parameter[]>
>

/** The documents behind the `source` keys. */
export const parameterSources: Readonly<Record<string, string>> = table.sources

/** The parameters of an operation. The order carries no meaning on the wire. */
export const parametersOf = ({ version, name }: Pick<Operation, "version" | "name">): readonly Parameter[] =>
  byOperation[`${version}/${name}`] ?? []
