// The work of DumpMeta: what is stored with the pictures, one JSON object a line, under the names that the manifest of a
// batch import has. The service's own format is documented nowhere; with this one an export can be imported again.

import { setImmediate as nextTurn } from "node:timers/promises"
import { showPicture } from "../operations/attributes.ts"
import { showBox } from "../operations/picture.ts"
import type { Service } from "../Service.ts"
import type { PictureRecord } from "../store/pictureRows.ts"
import type { Work } from "./Tasks.ts"

/** Lines written before other requests get their turn: about a millisecond. */
const LINES_A_TURN = 500

/** Exports the pictures that are stored when it starts, in the order in which they were added. */
export const exportPictures =
  ({ instance }: Service): Work =>
  async ({ report, signal }) => {
    const pictures = instance.where(() => true)
    const parts: Buffer[] = []
    for (let from = 0; from < pictures.length && !signal.aborted; from += LINES_A_TURN) {
      const lines = pictures.slice(from, from + LINES_A_TURN).map(({ record }) => lineOf(record))
      parts.push(Buffer.from(lines.join("")))
      report(`${Math.min(from + LINES_A_TURN, pictures.length)} of ${pictures.length} pictures written`)
      await nextTurn()
    }
    return { isSuccess: true, msg: "success", result: Buffer.concat(parts) }
  }

const lineOf = (record: PictureRecord): string =>
  `${JSON.stringify({ OperationType: "ADD", ...showPicture(record), Region: showBox(record.region) })}\n`
