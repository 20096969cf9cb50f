// Sends signed requests over many connections. What it costs does not count: only the servers' time is measured.

import { Agent, request } from "node:http"
import { signedCall } from "./subject.ts"

const CONNECTIONS = 64

/** Sends so many calls and resolves to the bytes of the last answer. Rejects unless each is answered with 200. */
export const load = async (url: string, calls: number): Promise<number> => {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS })
  let left = calls
  let bytes = 0
  const worker = async (): Promise<void> => {
    while (left > 0) {
      left -= 1
      bytes = await send(url, agent)
    }
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, worker))
  agent.destroy()
  return bytes
}

const send = (url: string, agent: Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const { method, path, headers, body } = signedCall(url)
    const sent = request(url, { method, path, headers, agent }, (response) => {
      let bytes = 0
      response.on("data", (chunk: Buffer) => (bytes += chunk.length))
      response.on("end", () =>
        response.statusCode === 200 ? resolve(bytes) : reject(new Error(`answered with ${response.statusCode}`))
      )
    })
    sent.on("error", reject)
    sent.end(body)
  })
