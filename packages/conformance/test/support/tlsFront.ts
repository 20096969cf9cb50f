/** HTTPS for an emulator's buckets: the same port on another loopback address, decrypted and passed on as it is. */
import { once } from "node:events"
import { connect, type Socket } from "node:net"
import tls from "node:tls"
import { generate } from "selfsigned"
import { bucketAddress } from "./bucketAddress.ts"

export interface TlsFront {
  readonly close: () => Promise<void>
}

// One for all fronts of a process: making a key takes longer than a case.
const certificate = generate([{ name: "commonName", value: "localhost" }], { keyType: "ec" })

export const tlsFront = async (emulatorUrl: string): Promise<TlsFront> => {
  const port = Number(new URL(emulatorUrl).port)
  const { private: key, cert } = await certificate
  const sockets = new Set<Socket>()
  const server = tls.createServer({ key, cert }, (socket) => {
    const inner = connect(port, "127.0.0.1")
    for (const [one, other] of [
      [socket, inner],
      [inner, socket]
    ] as const) {
      sockets.add(one)
      one.on("error", () => other.destroy())
      one.on("close", () => {
        sockets.delete(one)
        other.destroy()
      })
      one.pipe(other)
    }
  })
  server.listen(port, bucketAddress)
  await once(server, "listening")
  return {
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, "close")
    }
  }
}
