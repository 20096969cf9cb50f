// A client that speaks TLS to the emulator under any of its names, and checks the certificate as every client does.

import { request as httpsRequest } from "node:https"
import type { Reply, Sent } from "../client.ts"

export interface SecureTarget {
  /** The https address of an endpoint; the connection goes there whatever `name` says. */
  readonly url: string
  /** The certificate to trust, as PEM. */
  readonly authority: string | undefined
  /** The name that the certificate has to cover; the host of the address if undefined. */
  readonly name?: string
}

/** Sends a request over TLS; rejects if the certificate does not hold for the name. */
export const sendSecure = (target: SecureTarget, { method, path, headers, body }: Sent): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(target.url)
    const trusted = target.authority === undefined ? {} : { ca: target.authority }
    const named = target.name === undefined ? {} : { servername: target.name }
    const options = { host: hostname, port, method, path, headers, agent: false, ...trusted, ...named }
    const request = httpsRequest(options, (response) => {
      let text = ""
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk))
      response.on("error", reject)
      response.on("end", () => {
        const isJson = (response.headers["content-type"] ?? "").startsWith("application/json")
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text,
          body: isJson ? JSON.parse(text) : {}
        })
      })
    })
    request.on("error", reject)
    if (typeof body === "string" || body instanceof Uint8Array) request.end(body)
    else {
      for (const chunk of body) request.write(chunk)
      request.end()
    }
  })
