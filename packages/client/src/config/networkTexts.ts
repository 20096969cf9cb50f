/** What a command line says of the network, as options. */
import type { NetworkOptions } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import { readFile } from "node:fs/promises"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidSetting } from "./setting.ts"

/** What a person writes of the network. */
export interface NetworkTexts {
  /** URL of an HTTP proxy, or `none`. */
  readonly proxy: string | undefined
  /** Path of a PEM file with authorities to trust beside the runtime's own. */
  readonly caFile: string | undefined
}

/** Reads the file of authorities; all else is checked with the settings. Fails with reason `InvalidConfig`. */
export const readNetworkTexts = Effect.fnUntraced(function* ({
  proxy,
  caFile
}: NetworkTexts): Effect.fn.Return<NetworkOptions, ImageSearchError> {
  return {
    // A person's text, which the check of the settings refuses if it is no proxy.
    proxy: proxy as NetworkOptions["proxy"],
    ca: caFile === undefined ? undefined : yield* readAuthorities(caFile)
  }
})

const readAuthorities = (path: string): Effect.Effect<string, ImageSearchError> =>
  Effect.tryPromise({
    try: (signal) => readFile(path, { encoding: "utf8", signal }),
    catch: (cause) => {
      const code = cause instanceof Error && "code" in cause ? String(cause.code) : "unknown"
      const problem =
        code === "ENOENT" ? `cannot be read: there is no file ${path}` : `cannot be read from ${path} (${code})`
      return invalidSetting({ setting: "networkOptions.ca", problem, advice: "Check the path." })
    }
  })
