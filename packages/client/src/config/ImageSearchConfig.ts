/** Settings of a client as the caller gives them; what is left out comes from the environment. */
import type { LimitKey, Network, OssEndpointType, ServiceTypeName } from "@imagesearch/core"
import type { NetworkOptions } from "@imagesearch/transport"
import type { CredentialsProvider } from "../credentials/CredentialsProvider.ts"
import type * as Redacted from "effect/Redacted"

/** Settings of a client. What is left out comes from the environment. */
export interface ImageSearchConfig {
  /** Region id such as `cn-shanghai`. Needed unless `endpoint` is given. */
  readonly region?: string | undefined
  /** Name of the instance (not its id), up to 20 characters. */
  readonly instance?: string | undefined
  /** Endpoints in order of preference, instead of the region's own. They must serve the same instance. */
  readonly endpoint?: string | readonly string[] | undefined
  /**
   * Which of the region's endpoints to use; `both` tries the VPC's first. Default `public`, or what the hosts of
   * `endpoint` say. Inside a VPC pictures are uploaded by the internal host.
   */
  readonly network?: Network | undefined
  /** The host that authorizes uploads. Default: the central one, or `endpoint` when that is on this machine. */
  readonly openPlatformEndpoint?: string | undefined
  /** A key that is given. Default that of the environment, else what the default chain finds when a call first needs it. */
  readonly accessKeyId?: string | undefined
  /** Its secret; goes with `accessKeyId`. */
  readonly accessKeySecret?: string | Redacted.Redacted | undefined
  /** Of a temporary key; goes with `accessKeyId`. */
  readonly securityToken?: string | Redacted.Redacted | undefined
  /**
   * How requests are signed: ACS3-HMAC-SHA256 by default; `acs3-sm3` is ACS3 with the Chinese national digest, `rpc-v1`
   * the older HMAC-SHA1 signature.
   */
  readonly signature?: "acs3" | "acs3-sm3" | "rpc-v1" | undefined
  /** Sent in place of a signature; no AccessKey is needed, and none may be given. */
  readonly bearerToken?: string | Redacted.Redacted | undefined
  /** Name of a profile of the aliyun CLI, or of the credentials file, whose key is used; that of the environment is not. */
  readonly profile?: string | undefined
  /** Where keys come from, instead of all that: a provider of `@imagesearch/client/credentials`. */
  readonly credentials?: CredentialsProvider | undefined
  /**
   * Proxies, trusted authorities, versions of TLS, connections and the size of answers. A client over a transport of the
   * caller's uses them for keys alone.
   */
  readonly networkOptions?: NetworkOptions | undefined
  /**
   * Calls per second that were bought, above zero, for each kind of call, such as `{ search: 5, add: 1 }`. Kinds that are
   * absent are paced by `bulk` and `wait` only, at the documented rates.
   */
  readonly rates?: Partial<Record<LimitKey, number>> | undefined
  /**
   * Which host of the object store takes uploads: `public`, `internal` (inside the region), or `accelerate`. Default
   * `internal` inside a VPC, else `public`.
   */
  readonly endpointType?: OssEndpointType | undefined
  /** What pictures may be, and where they may come from. */
  readonly pictures?: PictureOptions | undefined
}

/** What pictures may be, and where they may come from. */
export interface PictureOptions {
  /** Service type of the instance, whose limits of pixels pictures are held to. Default: the widest documented range. */
  readonly serviceType?: ServiceTypeName | undefined
  /**
   * Where pictures may be fetched from, given as http or https URLs: from public addresses only and without a proxy
   * (the default), or also from private, link-local and loopback ones, and through the proxy of the environment. Goes
   * before the `addresses` of `networkOptions`, which hold for the service.
   */
  readonly addresses?: "public" | "any" | undefined
}
