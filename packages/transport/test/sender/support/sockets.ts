/** The sockets that a test's client opens, seen through Node's own channel for them. */
import { subscribe, unsubscribe } from "node:diagnostics_channel"
import { Socket } from "node:net"

export interface SeenSockets extends Disposable {
  readonly all: readonly Socket[]
}

export const seeSockets = (): SeenSockets => {
  const all: Socket[] = []
  const see = (message: unknown) => {
    const socket = typeof message === "object" && message !== null && "socket" in message ? message.socket : undefined
    if (socket instanceof Socket) all.push(socket)
  }
  subscribe("net.client.socket", see)
  return { all, [Symbol.dispose]: () => void unsubscribe("net.client.socket", see) }
}

/** Listeners of a socket over all events. */
export const listenerCount = (socket: Socket): number =>
  socket.eventNames().reduce((sum, name) => sum + socket.listenerCount(name), 0)
