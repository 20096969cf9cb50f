import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { apiReport, undocumentedIn } from "../src/publicSurface/apiReport.ts"
import { entryPointsOf } from "../src/publicSurface/entryPoints.ts"

const folder = mkdtempSync(join(tmpdir(), "public-surface-"))
afterAll(() => rmSync(folder, { recursive: true }))

const manifest = (fields: object) =>
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "shop", version: "1.0.0", ...fields }))

const reportOf = (declarations: string): string => {
  manifest({})
  const file = join(folder, "index.d.ts")
  writeFileSync(file, declarations)
  return apiReport(folder, { module: "shop", declarations: file })
}

test("A report lists what is exported, in the alphabet's order, with its types", () => {
  const report = reportOf(
    '/** How a shop is named. */\nexport type Name = "a" | "b";\n/** Opens it. */\nexport declare const open: (name: Name) => void;\n'
  )
  expect(report).toBe(
    '// @public\nexport type Name = "a" | "b";\n\n// @public\nexport const open: (name: Name) => void;'
  )
})

test("An exported symbol without a docstring is named, one with a docstring is not", () => {
  const report = reportOf(
    "export interface Shop { readonly open: boolean }\n/** A till. */\nexport interface Till { readonly sum: number }\n"
  )
  expect(undocumentedIn(report)).toEqual(["Shop"])
})

test("Entry points are the exports of a public package that have types", () => {
  manifest({
    exports: { ".": { types: "./a.d.ts" }, "./sub": { types: "./b.d.ts" }, "./package.json": "./package.json" }
  })
  expect(entryPointsOf(folder)).toEqual([
    { module: "shop", declarations: join(folder, "a.d.ts") },
    { module: "shop/sub", declarations: join(folder, "b.d.ts") }
  ])
  manifest({ private: true, exports: { ".": { types: "./a.d.ts" } } })
  expect(entryPointsOf(folder)).toEqual([])
})
