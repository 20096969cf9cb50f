/** One thing to find out by a few requests, on the live service or an emulator. */
import type { Call } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import type { ReceivedAnswer, Send } from "../wire/exchange.ts"
import type { Unsigned } from "../wire/signedRequest.ts"
import type { QuestionId } from "./questions.ts"

/** 1 needs no account, 2 a key, 3 an instance. */
export type Level = 1 | 2 | 3

/** What was seen, in a sentence; `question` where it answers an open one. */
export interface Finding {
  readonly question?: QuestionId
  readonly says: string
}

export type Signing = Omit<Unsigned, "call" | "texts" | "target">

export interface ProbeContext {
  readonly target: Target
  /** Keeps the names of this run apart from those of others. */
  readonly run: string
  /** Prints the request, waits for its turn, sends and records it. */
  readonly exchange: Send
  /** The same for a call, signed with the key of the target; pictures are uploaded first, by two such requests each. */
  readonly call: (call: Call, signing?: Signing) => Promise<ReceivedAnswer>
  /** Sends calls side by side, out of turn, once their pictures are uploaded: for a probe that wants to be throttled. */
  readonly callAtOnce: (calls: readonly Call[]) => Promise<readonly ReceivedAnswer[]>
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number
  readonly sleep: (millis: number) => Promise<void>
  /** The bucket and folder of a batch import that somebody has put there. */
  readonly batch: { readonly bucket: string; readonly path: string } | undefined
}

export interface Probe {
  readonly id: string
  readonly level: Level
  readonly does: string
  /** What it sends, for the plan. */
  readonly calls: readonly string[]
  /** What it leaves behind and who removes it. */
  readonly cleanUp: string
  readonly answers: readonly QuestionId[]
  /** Set off by an option or a variable of its own, since it does what cannot be undone. */
  readonly needs?: "export" | "batch"
  readonly run: (context: ProbeContext) => Promise<readonly Finding[]>
}
