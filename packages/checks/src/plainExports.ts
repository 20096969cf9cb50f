/** What a package offers is visible in its index: everything is exported by name. */
import type { Check } from "./Check.ts"

export const plainExportsCheck: Check = {
  rule: "Nothing is exported by `export *`",
  run: (tree) =>
    tree.files
      .filter((file) => /^(?:packages|apps)\/.*\.ts$/.test(file))
      .flatMap((file) => (/^\s*export \*/m.test(tree.read(file)) ? [{ file, problem: "uses export *" }] : []))
}
