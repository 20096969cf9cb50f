/** A server in a process of its own, so that it takes neither time nor memory of the client that is measured. */
import { formatEndpoint, parseEndpoint, type Endpoint } from "@imagesearch/core"
import { fork } from "node:child_process"
import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { rawServer, type Script, type Turn } from "./RawServer.ts"
import * as replies from "./replies.ts"
import { mulberry32 } from "./Simulation.ts"

/** `mixedFaults` does something wrong with one request in twenty; `plain` is Node's own server, as fast as it gets. */
export type ServerKind = "mixedFaults" | "plain"

/** Starts it; it ends with the scope, or with this process. */
export const serverProcess = async (kind: ServerKind): Promise<Disposable & { readonly endpoint: Endpoint }> => {
  const child = fork(fileURLToPath(import.meta.url), [kind], { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const [endpoint] = await once(child, "message")
  return { endpoint: parseEndpoint(String(endpoint)), [Symbol.dispose]: () => void child.kill() }
}

const faults: readonly Turn[] = [
  replies.resetOnConnect,
  replies.closedWhileIdle,
  replies.resetAfterRequest,
  replies.halfClosed,
  replies.silent,
  replies.resetInHead,
  replies.resetInBody,
  replies.truncated(),
  replies.truncatedChunks(),
  replies.slowBody(20),
  replies.garbage,
  replies.html(502),
  replies.broken,
  replies.refusal(500, "InternalError")
]

/** Faults by a seed, the same for every run. */
const oneInTwenty = (): Script => {
  const random = mulberry32(5)
  const turns = new Map<number, Turn>()
  return (number) => {
    const known = turns.get(number)
    if (known !== undefined) return known
    const turn = random() < 0.05 ? (faults[Math.floor(random() * faults.length)] ?? replies.ok) : replies.ok
    turns.set(number, turn)
    turns.delete(number - 2)
    return turn
  }
}

/** An answer of 2.4 KB, as ten hits are. */
const tenHits = JSON.stringify({
  Success: true,
  RequestId: "R",
  Auctions: Array.from({ length: 10 }, (_, hit) => ({
    ProductId: `product-${hit}`,
    PicName: "front.jpg",
    CategoryId: 4,
    IntAttr: hit,
    StrAttr: "red",
    CustomContent: "c".repeat(90),
    Score: 0.9
  }))
})

const plainServer = async (): Promise<string> => {
  const server = http.createServer((request, response) => {
    request.resume().once("end", () => {
      response.setHeader("content-type", "application/json")
      response.setHeader("content-length", Buffer.byteLength(tenHits))
      response.end(tenHits)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}` // a TCP server has one
}

if (process.send !== undefined) {
  process.once("disconnect", () => process.exit())
  const kind = process.argv[2]
  process.send(kind === "plain" ? await plainServer() : formatEndpoint((await rawServer(oneInTwenty())).endpoint))
}
