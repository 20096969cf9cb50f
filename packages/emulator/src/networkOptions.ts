// The options about the network: where to listen, what to say to clients elsewhere, and TLS.

import { readFileSync } from "node:fs"
import { type Advertised, isLoopbackName } from "./addresses.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { OPTION_RULES } from "./optionRules.ts"
import { textOf } from "./optionValues.ts"

/** The options as they were given. */
export interface NetworkValues {
  readonly host?: string | undefined
  readonly advertise?: string | undefined
  readonly tls?: boolean | undefined
  readonly "tls-cert"?: string | undefined
  readonly "tls-key"?: string | undefined
}

type NetworkOptions = Pick<EmulatorOptions, "tls" | "advertise"> & { readonly host: string }

/** Reads the options and the files that they name. Throws what is wrong in one sentence. */
export const readNetwork = (
  values: NetworkValues,
  { isKeyMadeUp }: { readonly isKeyMadeUp: boolean }
): NetworkOptions => {
  const host = textOf("host", values.host ?? "127.0.0.1", OPTION_RULES.host)
  // Whoever can reach the port may write: a key that was printed on a screen a moment ago is no protection.
  if (isKeyMadeUp && !isLoopbackName(host)) {
    throw new Error(
      `--host ${host} lets other machines in and needs a key of your own: give --access-key-id and --access-key-secret, or set ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET`
    )
  }
  const tls = tlsOf(values)
  return {
    host,
    ...(tls === undefined ? {} : { tls }),
    ...(values.advertise === undefined ? {} : { advertise: advertisedOf(values.advertise) })
  }
}

const advertisedOf = (text: string): Advertised => {
  const [, bracketed, name, port] = HOST_AND_PORT.exec(text) ?? []
  const host = bracketed ?? name ?? ""
  const advertised = port === undefined ? { host } : { host, port: Number(port) }
  // Brackets are for IPv6, and IPv6 is for brackets: its colons would be taken for that of the port.
  if (OPTION_RULES.advertise.allows(advertised) && host.includes(":") === (bracketed !== undefined)) return advertised
  throw new Error(`--advertise takes HOST or HOST:PORT, such as 192.168.1.5:8080 or emulator, not "${text}"`)
}

const HOST_AND_PORT = /^(?:\[([^\]]+)\]|([^:]+))(?::(\d{1,5}))?$/

const tlsOf = ({
  tls = false,
  "tls-cert": certificate,
  "tls-key": key
}: NetworkValues): EmulatorOptions["tls"] | undefined => {
  if (certificate === undefined && key === undefined) return tls ? "self-made" : undefined
  if (certificate === undefined || key === undefined)
    throw new Error("--tls-cert and --tls-key go together: one was given without the other")
  return { certificate: readPem("tls-cert", certificate), key: readPem("tls-key", key) }
}

const readPem = (option: string, path: string): string => {
  try {
    return readFileSync(path, "utf8")
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error)
    throw new Error(`--${option} names ${path}, which cannot be read (${code})`, { cause: error })
  }
}
