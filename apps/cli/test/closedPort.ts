/** Ports of this machine that do not serve. */
import { once } from "node:events"
import { createServer, type AddressInfo, type Server } from "node:net"

export interface SilentEndpoint extends AsyncDisposable {
  readonly endpoint: string
  /** Resolves with the first connection. */
  readonly connected: Promise<unknown>
}

/** An endpoint where nobody listens. */
export const closedEndpoint = async (): Promise<string> => {
  const server = await listen(createServer())
  const endpoint = endpointOf(server)
  server.close()
  await once(server, "close")
  return endpoint
}

/** An endpoint that accepts connections and never answers, until it is disposed of. */
export const silentEndpoint = async (): Promise<SilentEndpoint> => {
  const server = await listen(createServer((socket) => socket.on("error", () => socket.destroy()).resume()))
  return {
    endpoint: endpointOf(server),
    connected: once(server, "connection"),
    [Symbol.asyncDispose]: async () => {
      server.close()
      await once(server, "close")
    }
  }
}

const listen = async (server: Server): Promise<Server> => {
  server.listen(0, "127.0.0.1")
  await once(server, "listening")
  return server
}

const endpointOf = (server: Server): string => {
  const { port } = server.address() as AddressInfo // always a port, never a pipe
  return `http://127.0.0.1:${port}`
}
