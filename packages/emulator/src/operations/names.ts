// The names of all operations that the emulator plays, in all versions and for both services, and of what the
// service does of its own.

import table from "@imagesearch/core/data/operations.json" with { type: "json" }
import { TRANSFER_IMAGE } from "../faults/FaultScripts.ts"
import { OBJECT_OPERATIONS } from "../oss/transfer.ts"

/** Each once. */
export const OPERATION_NAMES: readonly string[] = [
  ...new Set([...table.rows.map(({ name }) => name), ...OBJECT_OPERATIONS, TRANSFER_IMAGE])
]
