// The examples of docs/emulator-control.md, sent as they stand there.

import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { RESET_PARTS } from "../../src/control/protocol.ts"
import { ROUTES } from "../../src/controlPlane/routes.ts"
import { type Emulator, startEmulator } from "../../src/index.ts"
import { draw, KEY, send } from "../client.ts"

const PAGE = await readFile(new URL("../../../../docs/emulator-control.md", import.meta.url), "utf8")

const EXAMPLES = [...PAGE.matchAll(/```json POST (\S+)\n([^`]+)```/g)].map(
  ([, path = "", body = ""]) => [path, body] as const
)

describe("the page on the control plane", () => {
  let emulator: Emulator
  let folder = ""

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "imagesearch-emulator-"))
    await mkdir(join(folder, "shoes"))
    await writeFile(join(folder, "shoes", "red.png"), await draw({ seed: 1 }))
    emulator = await startEmulator({ ...KEY, endpoints: 2 })
  })
  afterAll(async () => {
    await emulator.close()
    await rm(folder, { recursive: true })
  })

  it.each(EXAMPLES)("has an example for %s that is accepted: %s", async (path, body) => {
    const reply = await send(emulator.url, {
      method: "POST",
      path: `/_emulator/${path}`,
      headers: { host: new URL(emulator.url).host, "content-type": "application/json" },
      body: body.replace('"/fixtures"', JSON.stringify(folder))
    })
    expect(reply).toMatchObject({ status: 200 })
  })

  it("has examples, every address and every part that can be reset", () => {
    expect(EXAMPLES.length).toBeGreaterThan(8)
    const documented = [...PAGE.matchAll(/`(GET|POST|DELETE) ([a-z0-9./A-Z]+)`/g)].map(
      ([, method, path = ""]) =>
        `${method} ${path.replace("/N/", "/0/").replace("/ID", "/1").replace("SHA256", "0".repeat(64))}`
    )
    const known = ({ method, path }: (typeof ROUTES)[number]) =>
      documented.some((address) => address.startsWith(`${method} `) && path.test(address.slice(method.length + 1)))
    expect(ROUTES.filter((route) => !known(route))).toEqual([])
    for (const part of RESET_PARTS) expect(PAGE).toContain(part)
  })
})
