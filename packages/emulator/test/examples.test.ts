// The example for node:test runs under node:test; the one for Vitest runs with all other tests.

import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { expect, it } from "vitest"

it("passes as node:test would run it", async () => {
  const example = fileURLToPath(new URL("../examples/nodeTest.ts", import.meta.url))
  // A run of node:test inside of another one would report to that.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const { stdout } = await promisify(execFile)(process.execPath, ["--test", "--test-reporter=tap", example], { env })
  expect(stdout).toMatch(/^# pass 2$/m)
  expect(stdout).toMatch(/^# fail 0$/m)
})
