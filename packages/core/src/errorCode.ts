/**
 * The service's error codes as data: where they come from, what the service says with them and what that means, beside
 * what to do about each.
 *
 * Texts keep the service's own spelling errors.
 *
 * Source: official OpenAPI metadata of 2020-12-14 and the gateway's pages on common errors, see `data/errorCodes.json`.
 */
import table from "./data/errorCodes.json" with { type: "json" }
import { adviseOnErrorCode, codeInTable, type ErrorAdvice } from "./errorAdvice.ts"

/** A row of the error table: a code of the service, with its status, its text and what to do about it. */
export interface ErrorCode extends ErrorAdvice {
  readonly code: string
  /** HTTP statuses that the sources give; where they contradict each other, the more frequent one first. */
  readonly status: readonly number[]
  /** Key into `errorCodeSources`. */
  readonly source: string
  /** Operations of 2020-12-14 that list the code; empty for codes of the gateway. */
  readonly operations: readonly string[]
  /** The service's own texts, to the letter. */
  readonly messages: readonly string[]
  /** Half a sentence in plain words, without a full stop. */
  readonly meaning: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

/** What a code means, and what to do about it. */
export interface ErrorDescription {
  /** Half a sentence in plain words, without a full stop. */
  readonly meaning: string
  /** One sentence for a person. */
  readonly advice: string
}

const withAdvice = (row: (typeof table.rows)[number]): ErrorCode => {
  const advice = adviseOnErrorCode(row.code)
  if (advice === undefined) throw new Error(`errorAdvice.json has no advice on ${row.code}`)
  return { ...row, ...advice }
}

/** All 112 codes: 83 of the product, 29 of the gateway. */
export const errorCodes: readonly ErrorCode[] = table.rows.map(withAdvice)

/** The documents behind the `source` keys. */
export const errorCodeSources: Readonly<Record<string, string>> = table.sources

/** The row of exactly this code, or undefined. */
export const findErrorCode = (code: string): ErrorCode | undefined => errorCodes.find((row) => row.code === code)

/** Meaning and advice of a code, or of its family where the table lacks it. Undefined for a code of no known family. */
export const describeErrorCode = (code: string): ErrorDescription | undefined => {
  const row = findErrorCode(codeInTable(code) ?? code)
  return row && { meaning: row.meaning, advice: row.advice }
}
