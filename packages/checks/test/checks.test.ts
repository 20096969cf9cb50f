import { describe, expect, it } from "vitest"
import type { SourceTree } from "../src/Check.ts"
import { circlesCheck } from "../src/circles.ts"
import { closingLine } from "../src/closingLineReporter.ts"
import { corePurityCheck } from "../src/corePurity.ts"
import { documentLinksCheck } from "../src/documentLinks.ts"
import { fileSizesCheck } from "../src/fileSizes.ts"
import { importsOf } from "../src/imports.ts"
import { layersCheck } from "../src/layers.ts"
import { plainExportsCheck } from "../src/plainExports.ts"

const tree = (files: Readonly<Record<string, string>>): SourceTree => ({
  files: Object.keys(files),
  read: (file) => files[file] ?? ""
})

describe("layers check", () => {
  it.each([
    ["packages/core/src/a.ts", 'import { x } from "effect/Effect"'],
    ["packages/core/src/a.ts", 'import { hash } from "node:crypto"'],
    ["packages/core/src/digest.portable.ts", 'import { hash } from "node:crypto"'],
    ["packages/core/src/digest.node.ts", 'import { sha256 } from "@noble/hashes/sha2.js"'],
    ["packages/core/src/a.ts", 'import "../../transport/src/index.ts"'],
    ["packages/transport/src/a.ts", 'import { x } from "@imagesearch/client"'],
    ["packages/transport/src/a.ts", 'import { request } from "undici"'],
    ["packages/transport/src/a.ts", 'import { Effect } from "effect"'],
    ["packages/client/src/a.ts", 'const x = await import("effect/http")'],
    ["packages/emulator/src/a.ts", 'import { signAcs3 } from "@imagesearch/core"'],
    ["packages/emulator/src/a.ts", 'export { x } from "@imagesearch/client"'],
    ["apps/cli/src/a.ts", 'import { startEmulator } from "@imagesearch/emulator"'],
    ["apps/worker/src/a.ts", 'import {\n  x\n} from "@imagesearch/cli"'],
    ["packages/conformance/src/a.ts", 'import { x } from "@imagesearch/transport"']
  ])("refuses in %s: %s", (file, source) => {
    expect(layersCheck.run(tree({ [file]: source }))).toHaveLength(1)
  })

  it.each([
    ["packages/core/src/digest.node.ts", 'import { hash } from "node:crypto"'],
    ["packages/core/src/digest.portable.ts", 'import { sha256 } from "@noble/hashes/sha2.js"'],
    ["packages/core/src/a.ts", 'import { sha256Hex } from "#digest"'],
    ["packages/core/src/a.ts", 'import rows from "./data/rows.json" with { type: "json" }'],
    [
      "packages/transport/src/UndiciSender.ts",
      'import { Agent } from "undici"\nimport * as Effect from "effect/Effect"'
    ],
    ["packages/emulator/src/a.ts", 'import rows from "@imagesearch/core/data/regions.json" with { type: "json" }'],
    ["apps/cli/src/a.ts", 'import { Command } from "effect/cli"\nimport { ImageSearch } from "@imagesearch/client"']
  ])("lets pass in %s: %s", (file, source) => {
    expect(layersCheck.run(tree({ [file]: source }))).toEqual([])
  })
})

describe("circles check", () => {
  const files = (last: string) => ({
    "packages/core/src/a.ts": 'import { b } from "./part/b.ts"',
    "packages/core/src/part/b.ts": 'import type { C } from "../c.ts"',
    "packages/core/src/c.ts": last,
    "packages/core/src/d.ts": 'export { a } from "./a.ts"'
  })

  it("names the files of a circle, types included, and not those that only stand on it", () => {
    expect(circlesCheck.run(tree(files('import type { A } from "./a.ts"')))).toEqual([
      {
        file: "packages/core/src/a.ts",
        problem: "stands in a circle of imports with packages/core/src/c.ts, packages/core/src/part/b.ts"
      }
    ])
  })

  it("lets imports pass that end somewhere", () => {
    expect(circlesCheck.run(tree(files('import { x } from "@imagesearch/core"')))).toEqual([])
  })
})

it("finds imports of every form", () => {
  expect(
    importsOf('import a from "a"\nimport "b"\nexport { c } from "c"\nimport type {\n D\n} from "d"\nawait import("e")')
  ).toEqual(["a", "b", "c", "d", "e"])
})

it.each(["Date.now()", "new Date()", "Math.random()", "process.env", "setTimeout(f)", "fetch(url)", "console.log()"])(
  "purity check refuses %s in core, but not in its comments",
  (code) => {
    expect(corePurityCheck.run(tree({ "packages/core/src/a.ts": `const x = () => ${code}` }))).toHaveLength(1)
    expect(corePurityCheck.run(tree({ "packages/core/src/a.ts": `/** no ${code} */\n// nor ${code}\n` }))).toEqual([])
  }
)

it("size check refuses a file of 401 lines and takes one of 400", () => {
  const lines = (count: number) => "x\n".repeat(count)
  expect(fileSizesCheck.run(tree({ "apps/cli/src/a.ts": lines(401), "apps/cli/src/b.ts": lines(400) }))).toEqual([
    { file: "apps/cli/src/a.ts", problem: "has 401 lines" }
  ])
})

it("export check refuses export *", () => {
  expect(plainExportsCheck.run(tree({ "packages/core/src/index.ts": 'export * from "./a.ts"' }))).toHaveLength(1)
  expect(plainExportsCheck.run(tree({ "packages/core/src/index.ts": 'export { a } from "./a.ts"' }))).toEqual([])
})

it("link check follows files and headings, and passes over code and web addresses", () => {
  const files = {
    "README.md":
      "[a](docs/a.md) [b](docs/a.md#two-words-1) [c](https://x.example) `[d](nowhere.md)` [e](docs/) [bad](docs/b.md) [bad](docs/a.md#three)",
    "docs/a.md": "# Two words: 1!\n"
  }
  expect(documentLinksCheck.run(tree(files)).map(({ problem }) => problem)).toEqual([
    "links to docs/b.md",
    "links to docs/a.md#three"
  ])
})

it("closing line leaves out skipped tests where there are none", () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe("3 passed, 0 failed")
  expect(closingLine({ passed: 3, failed: 1, skipped: 2 })).toBe("3 passed, 1 failed, 2 skipped")
})
