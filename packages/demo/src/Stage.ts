/** Where the demo plays: the folder it writes to, and the emulator that runs for it. */
import { once } from "node:events"
import { createInterface } from "node:readline"
import { randomBytes } from "node:crypto"
import { start, type Running } from "./processes.ts"

export const instance = "demo"
export const region = "cn-shanghai"

/** The emulator as a process of its own, with two endpoints that play the same service. */
export interface Stage {
  readonly urls: readonly string[]
  /** Settings of the programs: address, instance and keys, made up for this run. */
  readonly environment: Readonly<Record<string, string>>
  readonly pid: number
  /** Pictures that the instance holds, and AddImage requests that succeeded so far. */
  readonly counts: () => Promise<{ readonly pictures: number; readonly added: number }>
  readonly takeDownFirstEndpoint: () => Promise<void>
}

/** What of the emulator's health page is used here. */
interface Health {
  readonly pictures: number
  /** Successful calls by operation. */
  readonly answered: Readonly<Record<string, number>>
}

/** Starts the emulator on two free ports and waits until it accepts connections. */
export const raiseStage = async (dataDirectory: string): Promise<Stage> => {
  const keys = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: `demo-${randomBytes(6).toString("hex")}`,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: randomBytes(16).toString("hex")
  }
  const emulator = start(
    "@imagesearch/emulator",
    [
      "--port",
      "0",
      "--endpoints",
      "2",
      "--instance",
      instance,
      "--region",
      region,
      "--data-dir",
      dataDirectory,
      "--strict",
      "--json"
    ],
    keys
  )
  const { urls, pid } = await firstLine(emulator)
  const control = `${urls[0]}/_emulator`
  return {
    urls,
    pid,
    environment: {
      ...keys,
      IMAGESEARCH_ENDPOINT: urls.join(","),
      IMAGESEARCH_INSTANCE: instance,
      ALIBABA_CLOUD_REGION_ID: region
    },
    counts: async () => {
      const health = (await (await fetch(`${control}/health`)).json()) as Health // the emulator's own page, of the same version
      return { pictures: health.pictures, added: health.answered["AddImage"] ?? 0 }
    },
    takeDownFirstEndpoint: async () => {
      const answer = await fetch(`${urls[1]}/_emulator/endpoints/0/down`, { method: "POST" })
      if (!answer.ok) throw new Error(`the emulator did not take its first endpoint down: ${await answer.text()}`)
    }
  }
}

const firstLine = async ({
  child,
  ended
}: Running): Promise<{ readonly urls: readonly string[]; readonly pid: number }> => {
  if (child.stdout === null) throw new Error("the emulator's output is not a pipe")
  const lines = createInterface({ input: child.stdout })
  const line = await Promise.race([once(lines, "line").then(([text]) => String(text)), ended])
  lines.close()
  if (typeof line !== "string") throw new Error(`the emulator did not start: ${line.stderr.trim()}`)
  // readline has paused the pipe; let what follows flow, or the emulator would block on a full one.
  child.stdout.resume()
  return JSON.parse(line)
}
