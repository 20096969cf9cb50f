/** Runs the built program as a process of its own, with an environment that holds nothing but what the test gives. */
import { spawn, type ChildProcess } from "node:child_process"
import { fileURLToPath } from "node:url"

const bin = fileURLToPath(new URL("../dist/main.js", import.meta.url))

export interface CliOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Called when the process runs, for instance to send it a signal. */
  readonly whileRunning?: (child: ChildProcess) => void | Promise<void>
}

export interface CliRun {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Fails when a secret of the environment or of the arguments shows up in what the program writes, or a stack does. */
export const runCli = async (
  args: readonly string[],
  { environment = {}, whileRunning }: CliOptions = {}
): Promise<CliRun> => {
  const child = spawn(process.execPath, [bin, ...args], { env: { ...environment }, stdio: ["ignore", "pipe", "pipe"] })
  const [stdout, stderr, code] = await Promise.all([
    collect(child.stdout),
    collect(child.stderr),
    new Promise<number | null>((resolve) => child.once("exit", resolve)),
    whileRunning?.(child)
  ])
  const secrets = [environment["ALIBABA_CLOUD_ACCESS_KEY_SECRET"], args[args.indexOf("--access-key-secret") + 1]]
  for (const secret of secrets) {
    // Other arguments may show up; the secrets of the tests say what they are.
    const isSecret = secret?.includes("secret") === true
    if (isSecret && (stdout + stderr).includes(secret)) throw new Error("the program wrote a secret")
  }
  if (/^\s+at .+:\d+/m.test(stderr)) throw new Error(`the program wrote a stack:\n${stderr}`)
  return { code, stdout, stderr }
}

const collect = async (stream: AsyncIterable<Buffer>): Promise<string> => {
  const chunks: Buffer[] = []
  try {
    for await (const chunk of stream) chunks.push(chunk)
  } catch {
    // A test may close the stream, which is then as long as it is.
  }
  return Buffer.concat(chunks).toString("utf8")
}
