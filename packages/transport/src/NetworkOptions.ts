/** How the sender reaches the network: what a caller may set. Elsewhere than on Node, the runtime decides it all. */
import * as Data from "effect/Data"

/** Everything has a default that suits a service on the public internet. */
export interface NetworkOptions {
  /**
   * `environment` (the default) reads `HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY` and `NO_PROXY`, in either case, and never
   * proxies loopback. A URL, with `user:password@` where the proxy asks for it, is used for every endpoint without
   * exception.
   */
  readonly proxy?: "environment" | "none" | URL | `http://${string}` | `https://${string}` | undefined
  /** PEM text of authorities that are trusted beside the runtime's own. */
  readonly ca?: string | readonly string[] | undefined
  /** The lowest version of TLS that is spoken; by default the runtime's, which is 1.2. */
  readonly tlsMinVersion?: "TLSv1.2" | "TLSv1.3" | undefined
  /** Idle connections are closed after this, in milliseconds; 4,000 by default. */
  readonly keepAliveMillis?: number | undefined
  /** Connections to one endpoint; unbounded by default. To wait for a free one counts as connecting. */
  readonly maxConnections?: number | undefined
  /** A larger answer is refused, in bytes, after decoding too; 16 MiB by default. */
  readonly answerLimitBytes?: number | undefined
  /**
   * `public` connects to addresses of the public internet only, whatever a name resolves to, and directly: a proxy
   * looks names up itself, so that nobody could check what it reaches. `any` by default.
   */
  readonly addresses?: "any" | "public" | undefined
}

/** Says which network option cannot be used, and why. */
export class InvalidNetworkOptionError extends Data.TaggedError("InvalidNetworkOptionError")<{
  readonly option: string
  /** What is wrong with it, as a clause. Never holds the value of `proxy`, which may hold a password. */
  readonly why: string
}> {
  override get message(): string {
    return `The network option "${this.option}" cannot be used: ${this.why}.`
  }
}
