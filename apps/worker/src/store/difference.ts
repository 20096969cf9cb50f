/** What a row of the catalogue asks for, given what the store knows of its ProductId + PicName. Pure. */

export interface RowFacts {
  /** Why the row cannot be sent, null when it can. */
  readonly reason: string | null
  /** Whether the ledger says that the instance holds this picture with these attributes. */
  readonly isInLedger: boolean
  /** The outstanding item of the same name, if there is one. */
  readonly outstanding: "none" | "same, waiting" | "other, waiting" | "failed"
}

/** `done` and `queued` ask for nothing, `send` for a job, `fail` for a record of the reason. */
export type RowDecision = "done" | "queued" | "send" | "fail"

/**
 * An outstanding item makes its row a new job even when the ledger has that row: an earlier job may be on its way to
 * the service with other content, and the newest must be sent last.
 */
export const decideRow = ({ reason, isInLedger, outstanding }: RowFacts): RowDecision => {
  if (reason !== null) return "fail"
  if (outstanding === "same, waiting") return "queued"
  return isInLedger && outstanding === "none" ? "done" : "send"
}
