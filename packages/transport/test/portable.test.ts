import { formatEndpoint } from "@imagesearch/core"
import { buildSync } from "esbuild"
import { execFile } from "node:child_process"
import { mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { rawServer } from "./chaos/RawServer.ts"
import * as reply from "./chaos/replies.ts"

const index = fileURLToPath(new URL("../dist/index.js", import.meta.url))

/** The built package in one file, as a bundler for a runtime without Node's modules makes it. */
const bundle = (code: string): string =>
  buildSync({
    stdin: { contents: code, resolveDir: fileURLToPath(new URL(".", import.meta.url)) },
    bundle: true,
    write: false,
    format: "esm",
    // Neither is Node, so an import of one of its modules fails the build.
    platform: "browser",
    conditions: ["worker"],
    tsconfigRaw: {},
    alias: { "@imagesearch/transport": index }
  }).outputFiles[0]?.text ?? ""

const program = `
import { acs3Signer, openDeadline, Transport } from "@imagesearch/transport"
import { operation, parseEndpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
const [, , closed, address, options] = process.argv
const detail = operation("Detail")
const program = Effect.gen(function* () {
  const transport = yield* Transport
  return yield* transport.execute({
    operation: detail,
    message: { method: "POST", path: "/", query: [], headers: {}, body: [new Uint8Array([1]), new Uint8Array([2])] },
    endpoints: [parseEndpoint(closed), parseEndpoint(address)],
    sign: acs3Signer(detail, { accessKeyId: "id", accessKeySecret: Redacted.make("secret") }),
    deadline: yield* openDeadline(10_000)
  })
}).pipe(Effect.provide(options === undefined ? Transport.layer : Transport.layerWith(JSON.parse(options))))
const outcome = await Effect.runPromise(Effect.match(program, {
  onSuccess: ({ json, attempts }) => [json, attempts.map(({ code, sent }) => code ?? sent)],
  onFailure: (error) => error.message
}))
console.log(JSON.stringify(outcome))
`

/** Nobody listens there any more. */
const closedEndpoint = async (): Promise<string> => {
  await using server = await rawServer(() => reply.ok)
  return formatEndpoint(server.endpoint)
}

describe("the pipeline where Node's modules are missing", () => {
  let folder: string
  let file: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "portable-"))
    file = join(folder, "program.mjs")
    await writeFile(file, bundle(program))
  })
  afterAll(() => rm(folder, { recursive: true }))

  const run = async (...args: readonly string[]): Promise<unknown> => {
    const { stdout } = await promisify(execFile)(process.execPath, [file, ...args])
    return JSON.parse(stdout)
  }

  it("signs, fails over and answers by the runtime's own fetch", async () => {
    await using server = await rawServer(() => reply.ok)
    const closed = await closedEndpoint()
    expect(await run(closed, formatEndpoint(server.endpoint))).toEqual([
      JSON.parse(reply.okBody),
      ["ECONNREFUSED", "yes"]
    ])
  })

  it("refuses options, which only Node has, by name", async () => {
    const closed = await closedEndpoint()
    expect(await run(closed, closed, '{ "maxConnections": 5 }')).toContain(
      'The network option "maxConnections" cannot be used: this runtime decides'
    )
  })
})
