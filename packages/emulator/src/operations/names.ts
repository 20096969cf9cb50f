// The names of all operations that the emulator plays, in all versions and for both services.

import table from "@imagesearch/core/data/operations.json" with { type: "json" }
import { OBJECT_OPERATIONS } from "../oss/transfer.ts"

/** Each once. */
export const OPERATION_NAMES: readonly string[] = [
  ...new Set([...table.rows.map(({ name }) => name), ...OBJECT_OPERATIONS])
]
