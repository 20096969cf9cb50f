/** What a run came to: for a person in a few lines, or as one JSON document. Pure. */
import { counted } from "../counted.ts"
import type { FailedRow } from "../store/OutstandingItem.ts"
import type { StopSignal } from "./StopRequest.ts"

/** Failed rows that a report lists; `imagesearch-worker failed` lists all. */
export const reportedRows = 100

/** Failed rows that a person is shown at once. */
const shownRows = 10

export interface ImportReport {
  /** Rows of the catalogue, one for each ProductId + PicName, and what an earlier run had left. */
  readonly total: number
  /** Items that the instance holds now, `alreadyDone` included. */
  readonly done: number
  /** Items that the ledger had before. */
  readonly alreadyDone: number
  /** Items that other processes on the store have done meanwhile. */
  readonly doneByOthers: number
  readonly failed: number
  /** Items still queued, when the run was stopped. */
  readonly waiting: number
  /** Pictures that this process added. */
  readonly sent: number
  /** Jobs that had been started before and were cut off, as by a crash: their pictures may have been sent twice. */
  readonly resent: number
  /** Rows that a later row of the same ProductId + PicName replaced. */
  readonly repeated: number
  /** The first ones, by line. */
  readonly failedRows: readonly FailedRow[]
  readonly seconds: number
  readonly stoppedBy: StopSignal | null
}

/** `store` as the person gave it, for a command to go on with. */
export const reportText = (report: ImportReport, store: string): string =>
  [
    ...(report.total === 0 && report.stoppedBy !== null ? [] : [countsText(report)]),
    ...report.failedRows.slice(0, shownRows).map(failedRowText),
    ...(report.failed > shownRows
      ? [
          `… and ${report.failed - Math.min(shownRows, report.failedRows.length)} more: imagesearch-worker failed --store ${shellWord(store)}`
        ]
      : []),
    ...(report.stoppedBy === null
      ? []
      : [`Stopped by ${report.stoppedBy}; nothing is lost. To go on, run the same command again.`])
  ].join("\n")

const countsText = (report: ImportReport): string => {
  const { done, total, alreadyDone, sent, doneByOthers, resent, failed, waiting, seconds } = report
  const shares = [
    `${alreadyDone} before`,
    `${sent} sent by this run`,
    ...(doneByOthers > 0 ? [`${doneByOthers} by another`] : [])
  ].join(", ")
  const twice = resent > 0 ? `; ${counted(resent, "job")} begun twice after a crash` : ""
  return `${done} of ${total} done: ${shares}${twice}; ${failed} failed, ${waiting} waiting, in ${seconds.toFixed(1)} s.`
}

/** In quotes where a shell would take it for more than one word. */
const shellWord = (text: string): string =>
  /^[\w./~@%+:,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`

export const failedRowText = ({ line, productId, picName, reason }: FailedRow): string => {
  const names = [productId, picName].filter((name) => name !== null).join(" / ")
  return `  line ${line}${names === "" ? "" : ` (${names})`}: ${reason}`
}
