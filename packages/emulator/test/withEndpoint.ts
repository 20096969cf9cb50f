// An endpoint for the length of a test, and the connections to it.

import { once } from "node:events"
import type { Socket } from "node:net"
import { type ConnectionLimits, DEFAULT_LIMITS } from "../src/connectionLimits.ts"
import { Endpoint } from "../src/Endpoint.ts"
import type { KeyPair } from "../src/tls/Authority.ts"

export interface EndpointUnderTest {
  readonly limits: Partial<ConnectionLimits>
  /** Speak TLS too. */
  readonly certificate?: KeyPair
}

export interface Connections {
  readonly where: { readonly host: string; readonly port: number }
  /** Waits for a connection to be there, and breaks it when the test has ended. */
  readonly opened: <S extends Socket>(socket: S, event: "connect" | "secureConnect") => Promise<S>
}

/** Runs an endpoint that reads requests to their end and answers "done". */
export const withEndpoint = async (
  { limits, ...options }: EndpointUnderTest,
  use: (connections: Connections) => Promise<void>
): Promise<void> => {
  const endpoint = new Endpoint({
    ...options,
    host: "127.0.0.1",
    listener: () => (request, response) => void request.resume().on("end", () => response.end("done")),
    limits: { ...DEFAULT_LIMITS, ...limits }
  })
  await endpoint.open(0)
  const sockets: Socket[] = []
  try {
    await use({
      where: { host: "127.0.0.1", port: endpoint.port },
      opened: async (socket, event) => {
        sockets.push(socket.on("error", () => undefined))
        await once(socket, event)
        return socket
      }
    })
  } finally {
    for (const socket of sockets) socket.destroy()
    await endpoint.close()
  }
}

/** What comes back on a connection until the other side closes it. */
export const restOf = async (socket: Socket): Promise<string> => {
  let text = ""
  socket.on("data", (chunk: Buffer) => (text += chunk.toString("latin1")))
  await once(socket, "close")
  return text
}
