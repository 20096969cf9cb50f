import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { codeBlocksOf, commandsOf } from "./codeBlocks.ts"
import { openStage, root, type Stage } from "./stage.ts"

/** Each document, and the folder in which its readers work: its examples are resolved as in a file of that folder. */
const documents: readonly (readonly [document: string, reader: string])[] = [
  ["README.md", "."],
  ["packages/core/README.md", "packages/core"],
  ["packages/transport/README.md", "packages/transport"],
  ["packages/client/README.md", "packages/client"],
  ["packages/emulator/README.md", "packages/emulator"],
  ["apps/cli/README.md", "apps/cli"],
  ["apps/worker/README.md", "apps/worker"],
  ["docs/credentials.md", "packages/client"],
  ["docs/guide.md", "."],
  ["docs/migrate-from-official-sdk.md", "packages/conformance"]
]
const commandNames = ["imagesearch", "imagesearch-worker"]

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage[Symbol.asyncDispose]())

describe.each(documents)("%s", (document, reader) => {
  const blocks = codeBlocksOf(readFileSync(join(root, document), "utf8"))
  const sources = blocks.filter(({ language }) => language === "ts")
  const commands = blocks
    .filter(({ language }) => language === "sh")
    .flatMap((block) => commandsOf(block, commandNames))
  const folder = join(root, reader, ".examples", document.replaceAll("/", "-"))
  const fileOf = (line: number) => join(folder, `line-${line}.ts`)

  beforeAll(() => {
    mkdirSync(folder, { recursive: true })
    for (const { line, code } of sources) writeFileSync(fileOf(line), code)
    const config = {
      extends: join(root, "tsconfig.base.json"),
      compilerOptions: { noUnusedLocals: false },
      include: ["*.ts"]
    }
    writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  it("shows something that can be run", () => {
    expect(sources.length + commands.length).toBeGreaterThan(0)
  })

  it.each(sources.length > 0 ? ["TypeScript"] : [])("shows %s without a type error", async () => {
    await expect(stage.run("tsc", ["-p", folder])).resolves.toBe("")
  })

  const programs = sources.filter(({ use }) => use === "run")
  it.each(programs.map(({ line }) => line))("shows at line %i a program that runs and says something", async (line) => {
    await expect(stage.run(process.execPath, [fileOf(line)])).resolves.not.toBe("")
  })

  // In one test: a later command shows what an earlier one has stored.
  it.each(commands.length > 0 ? ["commands"] : [])("shows %s that run and say something", async () => {
    for (const command of commands) await expect(stage.run("sh", ["-c", command])).resolves.not.toBe("")
  })
})
