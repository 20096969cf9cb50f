// What goes over the wire between a test and the emulator's control plane. Both sides compile against these types and no
// others; the server reads requests by schemas that are checked against them.

/** What `GET health` answers. */
export interface Health {
  /** The first instance. */
  readonly instance: string
  /** Every instance by its name, the first included. */
  readonly instances: Readonly<Record<string, { readonly pictures: number }>>
  /** How many pictures are stored in all. */
  readonly pictures: number
  readonly uptimeMs: number
  /** Every request since the start or the last reset, those to the control plane included. */
  readonly requests: number
  /** Successful calls by operation. */
  readonly answered: Readonly<Record<string, number>>
  /** By `<operation>.<parameter>`. */
  readonly unknownParameters: Readonly<Record<string, number>>
  readonly endpoints: readonly EndpointState[]
}

/** One of the addresses that play the service. */
export interface EndpointState {
  readonly url: string
  readonly isUp: boolean
}

/** What a reset can take back to the start. */
export const RESET_PARTS = [
  "pictures",
  "tasks",
  "uploads",
  "nonces",
  "rates",
  "clock",
  "faults",
  "requests",
  "counts",
  "endpoints"
] as const

/** A part of the emulator's state that can be reset by itself. */
export type ResetPart = (typeof RESET_PARTS)[number]

/** What is taken back to the start; everything without a list. */
export interface ResetRequest {
  readonly parts?: readonly ResetPart[]
}

/** What a reset has taken back. */
export interface ResetAnswer {
  readonly parts: readonly ResetPart[]
}

/** How the clock of the emulator goes: as the system's, beside it, or not at all. */
export type ClockSetting =
  | { readonly mode: "real" }
  | {
      readonly mode: "shifted"
      /** How far ahead of the system's clock, in milliseconds; negative for behind. */
      readonly shiftMs: number
    }
  | {
      readonly mode: "frozen"
      /** An ISO 8601 date with a time and a zone; the emulator's present time by default. */
      readonly at?: string
    }

/** Where the clock stands. */
export interface ClockState {
  readonly mode: ClockSetting["mode"]
  /** The emulator's time, in ISO 8601. */
  readonly now: string
  readonly nowMs: number
  /** How far it is ahead of the system's clock, in milliseconds. */
  readonly shiftMs: number
}

/** What every refusal of the control plane holds. */
export interface ControlRefusal {
  /** What is wrong with the request, in one sentence. */
  readonly error: string
}
