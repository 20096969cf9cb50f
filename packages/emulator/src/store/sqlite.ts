// Loads node:sqlite without the experimental warning that Node 22 prints for it: a tool that people start in a terminal
// should not open with a warning about its own parts. No other warning is held back.

import type { DatabaseSync as Database } from "node:sqlite"

const loadQuietly = (): typeof import("node:sqlite") => {
  // oxlint-disable-next-line typescript/unbound-method -- it is put back below and never called unbound
  const { emitWarning } = process
  process.emitWarning = () => undefined
  try {
    return process.getBuiltinModule("node:sqlite")
  } finally {
    process.emitWarning = emitWarning
  }
}

const { DatabaseSync } = loadQuietly()

export { DatabaseSync, type Database }
