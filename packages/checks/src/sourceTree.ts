/** The repository as the checks see it: what git tracks, or would track. */
import { execFileSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { SourceTree } from "./Check.ts"

/** Reads the list of files once, and each file when a check asks for it. */
export const sourceTree = (root: string): SourceTree => {
  const listing = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8"
  })
  return {
    // A file that is deleted but not yet committed is still listed.
    files: [...new Set(listing.split("\n"))].filter((file) => file !== "" && existsSync(join(root, file))).toSorted(),
    read: (file) => readFileSync(join(root, file), "utf8")
  }
}
