/**
 * A port that drops every SYN: it listens in a thread that never accepts, behind a queue that is kept full. A connection
 * attempt to it neither succeeds nor fails.
 */
import { parseEndpoint, type Endpoint } from "@imagesearch/core"
import { once } from "node:events"
import net from "node:net"
import { setTimeout as wait } from "node:timers/promises"
import { Worker } from "node:worker_threads"

/** Milliseconds within which loopback answers a SYN, if it answers at all. */
const answerMillis = 50

const listener = `
  const { parentPort } = require("node:worker_threads")
  const server = require("node:net").createServer().listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => {
    parentPort.postMessage(server.address().port)
    // The message leaves at once; from here on this thread accepts nothing.
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

export const blackhole = async (): Promise<AsyncDisposable & { readonly endpoint: Endpoint }> => {
  const worker = new Worker(listener, { eval: true })
  const [port] = await once(worker, "message")
  const fillers: net.Socket[] = []
  for (;;) {
    const filler = net.connect(Number(port), "127.0.0.1").on("error", () => {})
    fillers.push(filler)
    await Promise.race([once(filler, "connect"), wait(answerMillis)])
    if (filler.connecting) break
  }
  return {
    endpoint: parseEndpoint(`http://127.0.0.1:${Number(port)}`),
    [Symbol.asyncDispose]: async () => {
      for (const filler of fillers) filler.destroy()
      await worker.terminate()
    }
  }
}
