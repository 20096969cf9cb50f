// Starts the emulator: opens the service, then listens.

import type { AccessKey } from "./auth/Keyring.ts"
import { madeUpKey } from "./auth/madeUpKey.ts"
import { checkOptions } from "./checkOptions.ts"
import { connectControl, type EmulatorControl } from "./control/ControlClient.ts"
import { Endpoint } from "./Endpoint.ts"
import type { EmulatorOptions } from "./EmulatorOptions.ts"
import { closeInstances } from "./instances.ts"
import { openService } from "./openService.ts"
import { respond } from "./pipeline.ts"
import type { Service } from "./Service.ts"

/** A running emulator, in this process or in another. */
export interface RunningEmulator {
  /** The first endpoint, such as `http://127.0.0.1:18080`. */
  readonly url: string
  readonly urls: readonly string[]
  /** The same endpoints over TLS, such as `https://127.0.0.1:18080`; empty without `tls`. */
  readonly secureUrls: readonly string[]
  /** The certificate that clients have to trust, as PEM; undefined without `tls` and with a certificate of the user's. */
  readonly authority: string | undefined
  readonly instance: string
  readonly region: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  /** Resets, seeds, breaks and watches it. */
  readonly control: EmulatorControl
  /** Lets running requests finish for up to 3 s and closes the store; further calls wait for the first. */
  readonly close: () => Promise<void>
  readonly [Symbol.asyncDispose]: () => Promise<void>
}

/** An emulator in this process. */
export interface Emulator extends RunningEmulator {
  /** Takes the endpoint with that index away at once, with its open connections. */
  readonly takeDown: (index: number) => Promise<void>
  /** Brings it back on the same port. */
  readonly bringUp: (index: number) => Promise<void>
}

/**
 * Starts the emulator in this process and resolves when it accepts connections.
 *
 * Rejects with an OptionError for an option that it does not take, with a StoreError if the data directory cannot be
 * used, and with the operating system's error if a port or the host cannot.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  checkOptions(options)
  const { host = "127.0.0.1", port = 0, endpoints: count = 1 } = options
  const key = keyOf(options)
  const endpoints: Endpoint[] = []
  const { service, certificate } = await openService({ ...options, ...key }, endpoints)
  let closed: Promise<void> | undefined
  const close = (): Promise<void> => {
    service.faults.close()
    return (closed ??= closeAll(service, endpoints))
  }
  try {
    for (let index = 0; index < count; index += 1) {
      const endpoint = new Endpoint({
        host,
        certificate,
        handshakeFailed: (reason) => service.log?.(`TLS handshake failed: ${reason}`),
        listener: (own) => (request, response) => void respond(service, request, response, own)
      })
      await endpoint.open(port === 0 ? 0 : port + index)
      endpoints.push(endpoint)
    }
  } catch (error) {
    await close()
    throw error
  }
  return handleOf(service, { endpoints, key, close })
}

/** Tasks would keep running while requests end, so they are stopped with them; the stores are closed after both. */
const closeAll = async ({ instances }: Service, endpoints: readonly Endpoint[]): Promise<void> => {
  const tasks = [...instances.values()].map((played) => played.tasks.close())
  await Promise.all([...endpoints.map((endpoint) => endpoint.close()), ...tasks])
  await closeInstances(instances)
}

/** Both have been given, or neither. */
const keyOf = ({ accessKeyId, accessKeySecret }: EmulatorOptions): AccessKey =>
  accessKeyId === undefined || accessKeySecret === undefined ? madeUpKey() : { accessKeyId, accessKeySecret }

const handleOf = (
  { instance, authority }: Service,
  parts: {
    readonly endpoints: readonly Endpoint[]
    readonly key: AccessKey
    readonly close: () => Promise<void>
  }
): Emulator => {
  const { endpoints, key, close } = parts
  const urls = endpoints.map(({ url }) => url)
  const [url = ""] = urls
  const at = (index: number): Endpoint => {
    const endpoint = endpoints[index]
    if (endpoint === undefined)
      throw new RangeError(`there is no endpoint ${index}; this emulator has ${endpoints.length}, counted from 0`)
    return endpoint
  }
  return {
    url,
    urls,
    secureUrls: endpoints.flatMap(({ secureUrl }) => secureUrl ?? []),
    authority,
    instance: instance.facts.name,
    region: instance.facts.region,
    accessKeyId: key.accessKeyId,
    accessKeySecret: key.accessKeySecret,
    control: connectControl(url),
    takeDown: async (index) => at(index).down(),
    bringUp: async (index) => at(index).up(),
    close,
    [Symbol.asyncDispose]: close
  }
}
