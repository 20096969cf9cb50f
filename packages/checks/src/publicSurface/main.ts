/**
 * Compares the public surface of every published package with the `api.md` beside its manifest, so that a change of
 * what users can import is seen in review. `--write` brings the files up to date. Reads built declarations.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, relative } from "node:path"
import { fileURLToPath } from "node:url"
import { apiReport, undocumentedIn } from "./apiReport.ts"
import { entryPointsOf } from "./entryPoints.ts"

const root = fileURLToPath(new URL("../../../..", import.meta.url))
const writes = process.argv.includes("--write")

for (const folder of ["packages", "apps"].flatMap((parent) => foldersIn(join(root, parent)))) {
  const reports = entryPointsOf(folder).map((entry) => ({ ...entry, report: apiReport(folder, entry) }))
  if (reports.length === 0) continue
  const text = document(reports)
  const file = join(folder, "api.md")
  const isCurrent = existsSync(file) && readFileSync(file, "utf8") === text
  if (!isCurrent && writes) writeFileSync(file, text)
  const undocumented = reports.flatMap(({ module, report }) =>
    undocumentedIn(report).map((name) => `${name} of ${module} has no docstring`)
  )
  const problems = isCurrent || writes ? undocumented : ["is not the surface as built: run `pnpm api`", ...undocumented]
  console.log(`${problems.length === 0 ? "ok    " : "FAILED"}  ${relative(root, file)}`)
  for (const problem of problems) console.log(`          ${problem}`)
  if (problems.length > 0) process.exitCode = 1
}

function document(reports: readonly { readonly module: string; readonly report: string }[]): string {
  const sections = reports.map(({ module, report }) => `## \`${module}\`\n\n\`\`\`ts\n${report}\n\`\`\`\n`)
  return `<!-- Made by \`pnpm api\` from the built declarations. Not edited by hand. -->\n\n# Public surface\n\n${sections.join("\n")}`
}

function foldersIn(parent: string): readonly string[] {
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(parent, entry.name))
}
