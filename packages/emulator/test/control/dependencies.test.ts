import { readdirSync, readFileSync } from "node:fs"
import { expect, it } from "vitest"

const FOLDER = new URL("../../src/control/", import.meta.url)

it("the client of the control plane and its types need nothing but each other", () => {
  const files = readdirSync(FOLDER)
  const modules = files.flatMap((file) =>
    [...readFileSync(new URL(file, FOLDER), "utf8").matchAll(/\bfrom "([^"]+)"/g)].map(([, module]) => module)
  )
  expect(modules.length).toBeGreaterThan(0)
  expect(modules.filter((module) => module === undefined || !files.includes(module.replace("./", "")))).toEqual([])
})
