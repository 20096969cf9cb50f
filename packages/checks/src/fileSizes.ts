/** A source file holds one concept: past 400 lines it is split, or says in its header why not. */
import type { Check } from "./Check.ts"

/** Lines above which a file is refused. */
export const mostLines = 400

export const fileSizesCheck: Check = {
  rule: `No source file is longer than ${mostLines} lines`,
  run: (tree) =>
    tree.files
      .filter((file) => /^(?:packages|apps)\/[^/]+\/(?:src|test)\/.*\.ts$/.test(file))
      .flatMap((file) => {
        const lines = tree.read(file).split("\n").length - 1
        return lines > mostLines ? [{ file, problem: `has ${lines} lines` }] : []
      })
}
