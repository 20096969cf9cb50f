/** A loopback server that plays STS, a metadata service or a credentials URI, and what its tests share. */
import http from "node:http"
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises"
import { tmpdir } from "node:os"
import { dirname, join } from "node:path"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import type { CredentialsError, CredentialsProvider, IssuedCredentials } from "../../src/credentials/index.ts"

export interface KeyRequest {
  readonly method: string
  readonly url: string
  readonly headers: http.IncomingHttpHeaders
  readonly body: string
}

/** Undefined gives no answer at all. */
export type KeyAnswer = { readonly status: number; readonly body: string } | undefined

/** Gone with the scope. */
export const keyService = (answer: (request: KeyRequest) => KeyAnswer) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const requests: Array<KeyRequest> = []
      const server = http.createServer(async (request, response) => {
        const chunks: Array<Buffer> = []
        for await (const chunk of request) chunks.push(chunk)
        const { method = "", url = "", headers } = request
        const recorded = { method, url, headers, body: Buffer.concat(chunks).toString() }
        requests.push(recorded)
        const reply = answer(recorded)
        if (reply !== undefined) response.writeHead(reply.status).end(reply.body)
      })
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
      const address = server.address()
      const port = typeof address === "object" && address !== null ? address.port : 0
      return { url: `http://127.0.0.1:${port}`, requests, server }
    }),
    ({ server }) =>
      Effect.promise(() => {
        server.closeAllConnections()
        return new Promise((resolve) => server.close(resolve))
      })
  )

export const jsonOf = (status: number, body: unknown): KeyAnswer => ({ status, body: JSON.stringify(body) })

/** Long after every date of a test clock that starts in 1970, and of this machine. */
export const farFuture = "2099-01-31T23:59:59Z"

export const temporaryKey = (name: string, expiration = farFuture) => ({
  AccessKeyId: `STS.${name}`,
  AccessKeySecret: `hush-secret-of-${name}`,
  SecurityToken: `hush-token-of-${name}`,
  Expiration: expiration
})

/** A folder with these files, gone with the scope; serves as HOME. */
export const folderWith = (files: Readonly<Record<string, string>>) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const folder = await mkdtemp(join(tmpdir(), "imagesearch-credentials-"))
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true })
        await writeFile(join(folder, name), content, { mode: 0o600 })
      }
      return folder
    }),
    (folder) => Effect.promise(() => rm(folder, { recursive: true }))
  )

/** The key in the open, for comparison. */
export const loaded = (provider: CredentialsProvider) =>
  Effect.map(provider.load(), ({ credentials, expiresAt }) => ({
    id: credentials.accessKeyId,
    secret: Redacted.value(credentials.accessKeySecret),
    token: credentials.securityToken === undefined ? undefined : Redacted.value(credentials.securityToken),
    expiresAt
  }))

/** The failure; no test's secret may stand in any form of it. */
export const failureOf = (provider: CredentialsProvider): Effect.Effect<CredentialsError, IssuedCredentials> =>
  Effect.map(Effect.flip(provider.load()), (error) => {
    const texts = [error.message, String(error.stack), JSON.stringify(error)]
    if (texts.some((text) => text.includes("hush-"))) throw new Error(`a secret stands in: ${texts.join("\n")}`)
    return error
  })
