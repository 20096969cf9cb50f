/** Where a run goes: the service or an emulator, with a key and an instance. */
import { isLoopback, parseEndpoint } from "@imagesearch/core"

export interface Target {
  /** Of the API, such as `https://imagesearch.cn-shanghai.aliyuncs.com`. */
  readonly endpoint: string
  /** Of the open platform. */
  readonly openPlatform: string
  readonly region: string
  readonly instance: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string | undefined
}

/** `host` or `host:port`, as clients that ask for the protocol elsewhere want it. */
export const hostOf = (endpoint: string): string => new URL(endpoint).host

export const isEmulated = ({ endpoint }: Target): boolean => isLoopback(parseEndpoint(endpoint))
