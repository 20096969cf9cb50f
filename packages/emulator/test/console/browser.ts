// Chromium without a window, driven over a pipe by its DevTools protocol.

import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Readable, Writable } from "node:stream"
import { membersOf } from "../client.ts"

const CHROMIUM = "/usr/bin/chromium"

/** Why the tests in a browser cannot run here; undefined if they can. */
export const noBrowser = existsSync(CHROMIUM) ? undefined : `${CHROMIUM} is not there`

/** A page in the browser. */
export interface Page {
  /** The value of an expression in the page, awaited if it is a promise. Rejects with what it throws. */
  readonly evaluate: (expression: string) => Promise<unknown>
  /** Waits until an expression is true. Rejects with what the page shows if that lasts over 10 s. */
  readonly until: (expression: string) => Promise<void>
  /** Sends a command of the protocol. */
  readonly send: (method: string, params?: object) => Promise<Readonly<Record<string, unknown>>>
  /** What the browser has refused or reported since the start, such as a breach of the policy. */
  readonly reports: readonly string[]
  /** Every address that was asked for. */
  readonly asked: readonly string[]
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** Opens an address in a browser with a profile of its own. */
export const openPage = async (url: string): Promise<Page> => {
  const profile = await mkdtemp(join(tmpdir(), "imagesearch-console-"))
  const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe", `--user-data-dir=${profile}`]
  const child = spawn(CHROMIUM, [...flags, "--no-first-run", "about:blank"], {
    stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"]
  })
  // The two pipes that the flag asks for: commands go in by the first, answers and events come by the second.
  const protocol = speak(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const { targetInfos } = await protocol.send("Target.getTargets")
  const target = Array.isArray(targetInfos) ? targetInfos.map(membersOf).find(({ type }) => type === "page") : undefined
  const { sessionId } = await protocol.send("Target.attachToTarget", { targetId: target?.["targetId"], flatten: true })
  const send: Page["send"] = (method, params = {}) => protocol.send(method, params, String(sessionId))
  for (const domain of ["Runtime", "Log", "Network", "Page"]) await send(`${domain}.enable`)
  await send("Page.navigate", { url })
  const { evaluate, until } = operate(send)
  await until(`document.readyState === "complete"`)
  return {
    evaluate,
    until,
    send,
    reports: protocol.reports,
    asked: protocol.asked,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL")
      await once(child, "close")
      await rm(profile, { recursive: true, force: true, maxRetries: 3 })
    }
  }
}

const operate = (send: Page["send"]): Pick<Page, "evaluate" | "until"> => {
  const evaluate: Page["evaluate"] = async (expression) => {
    const options = { expression, awaitPromise: true, returnByValue: true }
    const { result, exceptionDetails } = await send("Runtime.evaluate", options)
    if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails))
    return membersOf(result)["value"]
  }
  const until: Page["until"] = async (expression) => {
    const waiting = `new Promise((resolve) => {
      const end = Date.now() + ${LONGEST_WAIT_MS}
      const look = () => (${expression}) ? resolve(true) : Date.now() > end ? resolve(false) : setTimeout(look, 25)
      look()
    })`
    if ((await evaluate(waiting)) !== true)
      throw new Error(`not so: ${expression}. The page says: ${String(await evaluate("document.body.innerText"))}`)
  }
  return { evaluate, until }
}

const LONGEST_WAIT_MS = 10_000

/** Messages in JSON, each ended by a zero byte. */
const speak = (input: Writable, output: Readable) => {
  const waiting = new Map<
    number,
    { resolve: (result: Readonly<Record<string, unknown>>) => void; reject: (error: Error) => void }
  >()
  const reports: string[] = []
  const asked: string[] = []
  let text = ""
  let lastId = 0
  output.setEncoding("utf8").on("data", (part: string) => {
    const messages = `${text}${part}`.split("\0")
    text = messages.pop() ?? ""
    for (const message of messages) hear(membersOf(JSON.parse(message)))
  })
  const hear = ({ id, method, params, result, error }: Readonly<Record<string, unknown>>): void => {
    if (method === "Log.entryAdded" || method === "Runtime.exceptionThrown") reports.push(JSON.stringify(params))
    if (method === "Network.requestWillBeSent") asked.push(String(membersOf(membersOf(params)["request"])["url"]))
    const asker = waiting.get(Number(id))
    if (error !== undefined) asker?.reject(new Error(JSON.stringify(error)))
    else asker?.resolve(membersOf(result))
  }
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Readonly<Record<string, unknown>>> =>
    new Promise((resolve, reject) => {
      lastId += 1
      waiting.set(lastId, { resolve, reject })
      input.write(
        `${JSON.stringify({ id: lastId, method, params, ...(sessionId === undefined ? {} : { sessionId }) })}\0`
      )
    })
  return { send, reports, asked }
}
