/**
 * Measures the toolkit beside what it is compared with: `bench [NAME…] [--check]`, all without names. Prints one table
 * and keeps it as JSON. With `--check` it ends with 1 when a figure misses its bar by more than a noisy machine explains.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import { arch, cpus } from "node:os"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import { answerSchemaFigures } from "./benches/answerSchema.ts"
import { bundleFigures } from "./benches/bundle.ts"
import { emulatorFigures } from "./benches/emulator.ts"
import { heldMemoryFigures } from "./benches/heldMemory.ts"
import { pictureFormFigures } from "./benches/pictureForm.ts"
import { signingFigures } from "./benches/signing.ts"
import { uploadFigures } from "./benches/upload.ts"
import { wholeCallFigures } from "./benches/wholeCall.ts"
import { isMet, isTolerable, type Figure } from "./Figure.ts"
import { formatFigures } from "./table.ts"

const benches: Readonly<Record<string, () => Promise<readonly Figure[]>>> = {
  call: wholeCallFigures,
  sign: signingFigures,
  schema: answerSchemaFigures,
  form: pictureFormFigures,
  upload: uploadFigures,
  memory: heldMemoryFigures,
  bundle: bundleFigures,
  emulator: emulatorFigures
}

const report = new URL("../dist/bench.json", import.meta.url)

const main = async (names: readonly string[], checks: "check" | "report"): Promise<void> => {
  const figures: Figure[] = []
  for (const [name, run] of Object.entries(benches)) {
    if (names.length > 0 && !names.includes(name)) continue
    process.stderr.write(`${name} …\n`)
    figures.push(...(await run()))
  }
  const machine = `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim() ?? "processor"}, ${arch()}`
  mkdirSync(new URL(".", report), { recursive: true })
  writeFileSync(report, `${JSON.stringify({ machine, figures }, undefined, 2)}\n`)
  const missed = figures.filter((figure) => isMet(figure) === false)
  process.stdout.write(
    `${formatFigures(figures)}\n\n${figures.length} figures, ${missed.length} miss their bar. ${machine}.\n`
  )
  process.stderr.write(`Kept in ${fileURLToPath(report)}\n`)
  if (checks === "check" && !figures.every(isTolerable)) process.exitCode = 1
}

const { values, positionals } = parseArgs({ options: { check: { type: "boolean" } }, allowPositionals: true })
const unknown = positionals.filter((name) => !Object.hasOwn(benches, name))
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark "${unknown.join('", "')}"; there are ${Object.keys(benches).join(", ")}.\n`
  )
  process.exitCode = 2
} else await main(positionals, values.check === true ? "check" : "report")
