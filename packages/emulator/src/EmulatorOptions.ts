// What an emulator can be told when it is started.

import type { AccessKey } from "./auth/Keyring.ts"
import type { Advertised } from "./addresses.ts"
import type { LimiterKind } from "./limiter/Limiter.ts"
import type { Rates } from "./limiter/rates.ts"
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
  /** The name of the first instance, 1 to 20 characters; "demo" by default. */
  readonly instance?: string
  /** Further instances, each with pictures, tasks and rates of its own. */
  readonly instances?: readonly InstanceOptions[]
  /** "cn-shanghai" by default. */
  readonly region?: string
  /** The IP address to listen on, or "localhost"; "127.0.0.1" by default. Others than loopback let other machines in. */
  readonly host?: string
  /** The port of the first endpoint, and of the others the ports that follow; 0, the default, takes free ones. */
  readonly port?: number
  /** How many ports play the same service, 1 to 16; 1 by default. */
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
  /** In units of 10,000 pictures, above 0; 10 by default. A fraction gives a test a small limit. */
  readonly capacity?: number
  /** Searches per second, as Detail reports them and the limiter counts them, 1 to 100,000; 5 by default. */
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
  /** How long every export and import lasts at least, in milliseconds, up to a day; 0 by default. */
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

/** An instance beside the first one. What is absent is as the first one has it. */
export interface InstanceOptions extends Pick<EmulatorOptions, "serviceType" | "capacity" | "qps" | "expiresMs"> {
  /** 1 to 20 characters. */
  readonly name: string
}
