/** One of this package's programs, run in a fresh process: what it measures must not meet what others have left behind. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { fileURLToPath } from "node:url"

export interface FreshRun {
  /** Name of the file in `programs`, without its ending. */
  readonly program: string
  readonly args: readonly string[]
  /** Options of Node, such as `--expose-gc`. */
  readonly nodeOptions: readonly string[]
}

/** The one number that the program tells. Rejects when it ends without. */
export const measureFresh = async ({ program, args, nodeOptions }: FreshRun): Promise<number> => {
  const file = fileURLToPath(new URL(`programs/${program}.ts`, import.meta.url))
  const child = fork(file, args, { execArgv: [...nodeOptions] })
  let told: unknown
  child.once("message", (message) => (told = message))
  const [code] = await once(child, "exit")
  if (typeof told !== "number") throw new Error(`${program} ${args.join(" ")} ended with ${code} and told no figure.`)
  return told
}
