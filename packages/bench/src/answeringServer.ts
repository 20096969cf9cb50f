/** A server in a process of its own that answers every request with ten hits: Node's own, as fast as it gets. */
import { fork } from "node:child_process"
import { once } from "node:events"
import http from "node:http"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"

export interface AnsweringServer extends Disposable {
  readonly host: string
}

/** Starts it; it ends with the scope, or with this process. */
export const startAnsweringServer = async (): Promise<AnsweringServer> => {
  const child = fork(fileURLToPath(import.meta.url), { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const [port] = await once(child, "message")
  return { host: `127.0.0.1:${Number(port)}`, [Symbol.dispose]: () => void child.kill() }
}

/** 2.4 KB, as ten hits are. */
const answer = Buffer.from(
  JSON.stringify({
    Success: true,
    Code: 0,
    Msg: "success",
    RequestId: "0A1B2C3D-0000-0000-0000-000000000000",
    Head: { DocsFound: 10, DocsReturn: 10, SearchTime: 12 },
    PicInfo: { CategoryId: 4, Region: "10,110,10,110", AllCategories: [], MultiRegion: [{ Region: "10,110,10,110" }] },
    Auctions: Array.from({ length: 10 }, (_, hit) => ({
      ProductId: `product-${hit}`,
      PicName: "front.jpg",
      CategoryId: 4,
      IntAttr: hit,
      StrAttr: "red",
      CustomContent: "c".repeat(70),
      SortExprValues: "5.37633353624177e+24;0",
      Score: 0.9
    }))
  })
)

if (process.send !== undefined && process.argv[1] === fileURLToPath(import.meta.url)) {
  process.once("disconnect", () => process.exit())
  const server = http.createServer((request, response) => {
    request.resume().once("end", () => {
      response.setHeader("content-type", "application/json")
      response.setHeader("content-length", answer.length)
      response.end(answer)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  process.send((server.address() as AddressInfo).port) // a TCP server has one
}
