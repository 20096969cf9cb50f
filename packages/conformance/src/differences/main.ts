/** Writes docs/emulator-differences.md; with --check it only says, by its exit code, whether that is up to date. */
import { readFileSync, writeFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { currentDifferences } from "./currentDifferences.ts"

const file = fileURLToPath(new URL("../../../../docs/emulator-differences.md", import.meta.url))
const text = currentDifferences()

if (!process.argv.includes("--check")) writeFileSync(file, text)
else if (readFileSync(file, "utf8") !== text) {
  process.stderr.write(`${file} is stale: run \`node packages/conformance/src/differences/main.ts\`.\n`)
  process.exitCode = 1
}
