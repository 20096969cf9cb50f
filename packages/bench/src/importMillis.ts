/** How long a fresh Node process takes to import a module: the import alone, not the start of the process. */
import { execFile } from "node:child_process"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"

const program =
  "const startedAt = performance.now(); await import(process.argv[1]); console.log(performance.now() - startedAt)"

const run = promisify(execFile)

/** `module` is a package's name, as seen from this package, or an absolute path. */
export const importMillis = async (module: string): Promise<number> => {
  const args = ["--input-type=module", "--eval", program, module]
  const { stdout } = await run(process.execPath, args, { cwd: fileURLToPath(new URL("../", import.meta.url)) })
  return Number(stdout)
}
