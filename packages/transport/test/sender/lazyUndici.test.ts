import { formatEndpoint } from "@imagesearch/core"
import { buildSync } from "esbuild"
import { execFile } from "node:child_process"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { describe, expect, it, onTestFinished } from "vitest"
import { layerUndici } from "../../src/UndiciSender.ts"
import { rawServer } from "../chaos/RawServer.ts"
import * as reply from "../chaos/replies.ts"
import { openSender } from "./support/openSender.ts"

const packageFolder = fileURLToPath(new URL("../..", import.meta.url))

/** Prints whether undici, a CommonJS package, has been loaded: when the transport stands, and after a call. */
const program = `
import { openDeadline, Transport, unsigned } from "./dist/index.js"
import { parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { createRequire } from "node:module"
const { cache } = createRequire(import.meta.url)
const hasUndici = () => Object.keys(cache).some((file) => /[/\\\\]undici[/\\\\]/.test(file))
const program = Effect.gen(function* () {
  const transport = yield* Transport
  const before = hasUndici()
  yield* transport.execute({
    operation: { name: "Detail", safety: "safe" },
    message: { method: "GET", path: "/", query: [], headers: {}, body: undefined },
    endpoints: [parseEndpoint(process.argv[1])],
    sign: unsigned,
    deadline: yield* openDeadline(10_000)
  })
  return [before, hasUndici()]
}).pipe(Effect.provide(Transport.layer))
console.log(JSON.stringify(await Effect.runPromise(program)))
`

describe("undici", () => {
  it("is loaded for the first call, and not before", async () => {
    await using server = await rawServer(() => reply.ok)
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["--input-type=module", "-e", program, formatEndpoint(server.endpoint)],
      { cwd: packageFolder }
    )
    expect(JSON.parse(stdout)).toEqual([false, true])
  })

  it("is found by a program that was bundled into several files", async () => {
    await using server = await rawServer(() => reply.ok)
    const folder = await mkdtemp(join(tmpdir(), "bundled-"))
    onTestFinished(() => rm(folder, { recursive: true }))
    buildSync({
      stdin: { contents: program, resolveDir: packageFolder },
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      outdir: folder,
      outExtension: { ".js": ".mjs" },
      tsconfigRaw: {},
      banner: {
        js: 'import { createRequire as requireOf } from "node:module"; const require = requireOf(import.meta.url);'
      }
    })
    const { stdout } = await promisify(execFile)(process.execPath, [
      "--input-type=module",
      "-e",
      `await import(${JSON.stringify(join(folder, "stdin.mjs"))})`,
      formatEndpoint(server.endpoint)
    ])
    // Nothing of a bundle stands in the cache of CommonJS modules.
    expect(JSON.parse(stdout)).toEqual([false, false])
    expect(server.requests).toHaveLength(1)
  })

  it("that is first wanted after the end of the sender sends nothing", async () => {
    await using server = await rawServer(() => reply.ok)
    const sender = await openSender(layerUndici())
    await sender[Symbol.asyncDispose]()
    expect(await sender.send(server.endpoint)).toMatchObject({ _tag: "Failed", sent: "no" })
    expect(server.requests).toHaveLength(0)
  })

  it("serves calls that begin together over the same connections", async () => {
    await using server = await rawServer(() => reply.ok)
    await using sender = await openSender(layerUndici({ maxConnections: 1 }))
    await Promise.all([1, 2, 3].map(() => sender.send(server.endpoint)))
    expect(server.requests).toHaveLength(3)
    expect(server.connections()).toBe(1)
  })
})
