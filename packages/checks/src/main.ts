/** Runs every repository check and prints what each found; exits 1 if any found something. */
import { fileURLToPath } from "node:url"
import { circlesCheck } from "./circles.ts"
import { corePurityCheck } from "./corePurity.ts"
import { documentLinksCheck } from "./documentLinks.ts"
import { fileSizesCheck } from "./fileSizes.ts"
import { layersCheck } from "./layers.ts"
import { plainExportsCheck } from "./plainExports.ts"
import { sourceTree } from "./sourceTree.ts"

const checks = [layersCheck, circlesCheck, corePurityCheck, fileSizesCheck, plainExportsCheck, documentLinksCheck]
const tree = sourceTree(fileURLToPath(new URL("../../..", import.meta.url)))

for (const { rule, run } of checks) {
  const findings = run(tree)
  console.log(`${findings.length === 0 ? "ok    " : "FAILED"}  ${rule}`)
  for (const { file, problem } of findings) console.log(`          ${file} ${problem}`)
  if (findings.length > 0) process.exitCode = 1
}
