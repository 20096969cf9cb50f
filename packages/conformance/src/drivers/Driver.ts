/** What every client under test is asked for: one call, in the wire's names, and what came of it. */
import type { Call } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import type { DriverName } from "./DriverName.ts"

/** A JSON object by the wire's names. */
export type Answer = Readonly<Record<string, unknown>>

export type Result =
  | { readonly answer: Answer }
  | { readonly error: { readonly code: string; readonly status: number; readonly message: string } }
  /** The fields that the client found wrong before it sent anything. */
  | { readonly refused: readonly string[] }

export interface Driver {
  readonly name: DriverName
  /** Why this client has no way to make the call; undefined if it has one. */
  readonly cannot: (call: Call) => string | undefined
  readonly open: (target: Target) => OpenDriver
}

export interface OpenDriver {
  /** Rejects only when the client fails in a way that no service error is. */
  readonly call: (call: Call) => Promise<Result>
  readonly close: () => Promise<void>
}
