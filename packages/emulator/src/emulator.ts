// Starts the emulator: opens the service, then listens.

import type { AccessKey } from "./auth/Keyring.ts"
import { madeUpKey } from "./auth/madeUpKey.ts"
import { type Advertised, isLoopbackName } from "./addresses.ts"
import { connectControl, type EmulatorControl } from "./control/ControlClient.ts"
import { Endpoint } from "./Endpoint.ts"
import { closeInstances, type InstanceOptions } from "./instances.ts"
import type { LimiterKind } from "./limiter/Limiter.ts"
import type { Rates } from "./limiter/rates.ts"
import { openService } from "./openService.ts"
import { respond } from "./pipeline.ts"
import type { Service } from "./Service.ts"
import type { TlsOption } from "./tls/serverTls.ts"

/** How the emulator is started. */
export interface EmulatorOptions {
  /** The key pair that requests must be signed with, both or neither; made up by default. */
  readonly accessKeyId?: string
  readonly accessKeySecret?: string
  /** Makes that key a temporary one: requests signed with it must carry this token. */
  readonly securityToken?: string
  /** Further keys, each with the operations that it may call. */
  readonly keys?: readonly AccessKey[]
  /** A token that is accepted instead of a signature. */
  readonly bearerToken?: string
  /** The name of the first instance, at most 20 characters; "demo" by default. */
  readonly instance?: string
  /** Further instances, each with pictures, tasks and rates of its own. */
  readonly instances?: readonly InstanceOptions[]
  /** "cn-shanghai" by default. */
  readonly region?: string
  /** The address to listen on; "127.0.0.1" by default. Others than loopback let other machines in. */
  readonly host?: string
  /** The port of the first endpoint, and of the others the ports that follow; 0, the default, takes free ones. */
  readonly port?: number
  /** How many ports play the same service; 1 by default. */
  readonly endpoints?: number
  /**
   * Speak TLS too, on the same ports: "self-made" with a certificate of an authority that is kept in the data directory,
   * or with a certificate and its key as PEM.
   */
  readonly tls?: TlsOption
  /** The address that tickets and links name; by default the one that the client asked. */
  readonly advertise?: Advertised
  /** The folder of the state; everything is in memory without it. */
  readonly dataDir?: string
  /** The documented number of a service type; 0, the product type, by default. */
  readonly serviceType?: number
  /** In units of 10,000 pictures; 10 by default. A fraction gives a test a small limit. */
  readonly capacity?: number
  /** Searches per second, as Detail reports them and the limiter counts them; 5 by default. */
  readonly qps?: number
  /**
   * How calls over the bought rates are counted and refused. Off by default, since most tests want answers as fast as
   * they come; with `limits`, in fixed windows.
   */
  readonly limiter?: LimiterKind
  /** Calls per second by class of operations, such as `{ search: 2 }`, in place of the bought rates. */
  readonly limits?: Rates
  /** When the instance expires, in epoch milliseconds; never by default. */
  readonly expiresMs?: number
  /** The folder whose folders are buckets that batch imports read: DIR/<bucket>/<path>/increment.meta. */
  readonly ossDir?: string
  /** How long every export and import lasts at least, in milliseconds; 0 by default. */
  readonly taskMs?: number
  /** Refuse unknown parameters by name. */
  readonly strict?: boolean
  /** Epoch milliseconds; the system's clock by default. */
  readonly clock?: () => number
  /** Receives one line per request, without secrets or signatures. */
  readonly log?: (line: string) => void
  /** Receives one line per failure of the emulator itself; standard error by default. */
  readonly warn?: (line: string) => void
}

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
 * Rejects with a StoreError if the data directory cannot be used, and with the operating system's error if a port
 * or the host cannot.
 */
export const startEmulator = async (options: EmulatorOptions = {}): Promise<Emulator> => {
  const { host = "127.0.0.1", port = 0, endpoints: count = 1 } = options
  const key = keyOf(options)
  if (options.accessKeyId === undefined && !isLoopbackName(host))
    throw new RangeError(`"${host}" lets other machines in, so the emulator wants a key of your own to listen on it`)
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

const keyOf = ({ accessKeyId, accessKeySecret }: EmulatorOptions): AccessKey => {
  if (accessKeyId !== undefined && accessKeySecret !== undefined) return { accessKeyId, accessKeySecret }
  if (accessKeyId === undefined && accessKeySecret === undefined) return madeUpKey()
  throw new TypeError("an AccessKey ID and its secret go together: one was given without the other")
}

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
