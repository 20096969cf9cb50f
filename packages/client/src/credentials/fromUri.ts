/** A temporary key that a service beside the program hands out at a URL: a GET answers with the key as JSON. */
import type { Pair } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import { variableOf, type Environment } from "../config/setting.ts"
import { askLocally, textOf } from "./askLocally.ts"
import { absent, invalid, unavailable, type CredentialsProvider } from "./CredentialsProvider.ts"
import { readFields, readJson } from "./readFields.ts"
import { issueTemporary, TemporaryKey } from "./temporaryKey.ts"

/** Where the key is fetched. */
export interface UriOptions {
  /** Default ALIBABA_CLOUD_CREDENTIALS_URI. */
  readonly uri?: string | undefined
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

/** Milliseconds, as the official SDK waits for each. */
export const uriLimits = { connectMillis: 5_000, headersMillis: 10_000, bodyMillis: 10_000, totalMillis: 15_000 }

const provider = "credentials URI"

/** Asks at every load, for 15 s at most. The query of the URL is not repeated in errors: it may hold a token. */
export const fromUri = ({ uri, environment = process.env }: UriOptions = {}): CredentialsProvider => ({
  name: provider,
  load: Effect.fnUntraced(function* (network) {
    const given = uri ?? variableOf(environment)("ALIBABA_CLOUD_CREDENTIALS_URI")
    if (given === undefined) return yield* absent(provider, "ALIBABA_CLOUD_CREDENTIALS_URI is not set")
    const url = URL.canParse(given) ? new URL(given) : undefined
    if (url === undefined || (url.protocol !== "http:" && url.protocol !== "https:")) {
      return yield* invalid({ provider, source: "the URI" }, "is no http(s) URL")
    }
    if (url.username !== "" || url.password !== "") {
      return yield* invalid({ provider, source: "the URI" }, "holds a user name or password, which would not be sent")
    }
    const source = `${url.protocol}//${url.host}${url.pathname}`
    const answer = yield* askLocally({
      provider,
      endpoint: { protocol: url.protocol === "http:" ? "http" : "https", host: url.host },
      method: "GET",
      path: url.pathname,
      query: [...url.searchParams].map(([name, value]): Pair => [name, value]),
      headers: { accept: "application/json" },
      limits: uriLimits,
      network: network ?? {}
    })
    if (answer.status !== 200) return yield* unavailable(provider, `${source} answered with HTTP ${answer.status}`)
    const reading = { provider, source: `the answer of ${source}` }
    const key = yield* readFields(TemporaryKey, yield* readJson(reading, textOf(answer)))
    return yield* issueTemporary(reading, key)
  })
})
