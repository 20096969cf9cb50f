/**
 * The service's documented limits as data, keyed by what they limit.
 *
 * Rates stand with the operations (`documentedCallsPerSecond`), pixels with the service types (`pictureLimits`).
 *
 * Source: see `data/limits.json`; each row names its own.
 */
import table from "./data/limits.json" with { type: "json" }

/** What the rows have in common. */
export interface Limit {
  /** Unit of the numbers; `ms` is milliseconds. Absent where a number is just a number. */
  readonly unit?: string
  /** Key into `limitSources`. */
  readonly source: string
  /** What the sources contradict each other in, or leave open. */
  readonly comment?: string
}

/** At most `max`, included. */
export interface UpperLimit extends Limit {
  readonly max: number
}

/** From `min` to `max`, both included. */
export interface RangeLimit extends UpperLimit {
  readonly min: number
}

/** What the service assumes when nothing is given. */
export interface Defaulted {
  readonly default: number
}

/** One of these. */
export interface ChoiceLimit<Value> extends Limit {
  readonly values: readonly Value[]
}

/** Every documented limit, by what it limits. */
export interface Limits {
  /** Bytes of a picture: 4 * 1024 * 1024. */
  readonly pictureBytes: UpperLimit
  /** Names of the formats in the service's spelling. */
  readonly pictureFormat: ChoiceLimit<string>
  /** EXIF orientations that pass beside none at all. */
  readonly pictureOrientation: ChoiceLimit<number>
  /** How long the service waits for a picture to arrive: 5 s. */
  readonly uploadWait: UpperLimit
  /** How far a sender's clock may be off to either side: 15 minutes. */
  readonly clockWindow: UpperLimit
  /** Hits of one answer. */
  readonly num: RangeLimit & Defaulted
  /** Hits to pass over. */
  readonly start: RangeLimit & Defaulted
  /** Hits of one query over all pages: `start` + `num` must not exceed 500. */
  readonly window: UpperLimit
  /** Least score of a hit, included; `decimals` counts the digits after the point at most. */
  readonly scoreThreshold: RangeLimit & Defaulted & { readonly decimals: number }
  readonly instanceName: UpperLimit
  /** ProductId and PicName. */
  readonly identifier: UpperLimit
  readonly customContent: UpperLimit
  /** `without` holds the characters that must not occur. */
  readonly strAttr: UpperLimit & { readonly without: string }
  /** 32 bits, signed. */
  readonly intAttr: RangeLimit
  readonly filter: UpperLimit
  /** The text of SearchImageByText. */
  readonly text: UpperLimit
  /** PageSize of DumpMetaList. */
  readonly exportPageSize: UpperLimit & Defaulted
  /** PageSize of IncreaseList. */
  readonly importPageSize: UpperLimit & Defaulted
  /** Exports, or batch tasks, that may run at the same time. */
  readonly runningTasks: UpperLimit
  /** How long the link to a task's result works: two hours. */
  readonly resultLink: UpperLimit
  /** Pictures that an instance can be bought for. */
  readonly instanceSize: ChoiceLimit<number>
  /** Searches per second that can be bought. */
  readonly searchesPerSecond: ChoiceLimit<number>
}

/** Each limit by name: `limits.num.max` is 100. */
export const limits: Limits = table.rows

/** The documents behind the `source` keys. */
export const limitSources: Readonly<Record<string, string>> = table.sources
