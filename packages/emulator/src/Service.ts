// What every part of the emulator shares: one service, however many endpoints it listens on.

import type { Socket } from "node:net"
import type { Advertised } from "./addresses.ts"
import type { Verifier } from "./auth/Verifier.ts"
import type { Clock } from "./Clock.ts"
import type { Counts } from "./Counts.ts"
import type { FaultScripts } from "./faults/FaultScripts.ts"
import type { Limiter } from "./limiter/Limiter.ts"
import type { TicketKey } from "./oss/ticket.ts"
import type { TransferStore } from "./oss/transferStore.ts"
import type { Plan } from "./Plan.ts"
import type { Recorder } from "./recording/Recorder.ts"
import type { Instance } from "./store/Instance.ts"
import type { Tasks } from "./tasks/Tasks.ts"

/** One of the addresses that play the service. */
export interface EndpointControl {
  readonly url: string
  readonly port: number
  readonly isUp: boolean
  /**
   * Stops listening and breaks every open connection but the one spared, at once. Calling it twice does nothing more.
   */
  readonly down: (spared?: Socket) => void
  /** Breaks one connection at once, as a machine that dies does. */
  readonly reset: (connection: Socket) => void
  /** Listens on the same port again. Rejects if another program has taken the port meanwhile. */
  readonly up: () => Promise<void>
}

/** An instance, and what each has for itself. */
export interface PlayedInstance {
  readonly instance: Instance
  readonly plan: Plan
  readonly tasks: Tasks
  readonly limiter: Limiter
}

/** The state and the settings of a running emulator, as one of its instances sees them. */
export interface Service extends Verifier, PlayedInstance {
  /** Every instance by its name. */
  readonly instances: ReadonlyMap<string, PlayedInstance>
  /** The folder whose folders are buckets for batch imports; undefined for none. */
  readonly ossDir: string | undefined
  readonly transfers: TransferStore
  readonly ticketKey: TicketKey
  /** Refuse unknown parameters instead of counting them. */
  readonly isStrict: boolean
  /** Receives one line per request, if anybody wants them. */
  readonly log: ((line: string) => void) | undefined
  /** Receives one line per failure of the emulator itself. */
  readonly warn: (line: string) => void
  readonly endpoints: readonly EndpointControl[]
  /** The address for clients elsewhere, in tickets and links; undefined to answer with the one that was asked. */
  readonly advertised: Advertised | undefined
  /** The certificate of the emulator's own authority as PEM; undefined without TLS or with the user's certificate. */
  readonly authority: string | undefined
  /** Of the performance clock, which no test can set. */
  readonly startedAt: number
  /** Where `now` comes from. */
  readonly clock: Clock
  readonly counts: Counts
  readonly faults: FaultScripts
  readonly recorder: Recorder
}
