import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import { expect, it, onTestFinished } from "vitest"
import { cases } from "../src/cases/index.ts"
import { readMarks, writeMarks } from "../src/marks.ts"

it("marks are added to those that are there, the newest of a case counting, in the order of their cases' ids", () => {
  const folder = mkdtempSync(join(tmpdir(), "conformance-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = pathToFileURL(join(folder, "marks.json"))
  const older = { verifiedOn: "2027-01-01", clients: ["client"] }
  const newer = { verifiedOn: "2027-02-01", clients: ["client", "official SDK"] }
  writeFileSync(file, "{}\n")
  writeMarks({ b: older, c: older }, file)
  writeMarks({ a: newer, c: newer }, file)
  expect(readMarks(file)).toEqual({ a: newer, b: older, c: newer })
  expect(readFileSync(file, "utf8")).toMatch(/^\{\n {2}"a"[^]*"b"[^]*"c"[^]*\n\}\n$/)
})

it("the marks of this package name cases that exist", () => {
  const known = new Set(cases.map(({ id }) => id))
  expect(Object.keys(readMarks()).filter((id) => !known.has(id))).toEqual([])
})
