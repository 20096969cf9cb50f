/**
 * `@alicloud/pop-core`, the older generation, in both its styles: RPC for 2020-12-14, ROA for 2019-03-25. It knows no
 * operation; the caller names everything.
 */
import { createRequire } from "node:module"
import type RpcClient from "@alicloud/pop-core"
import { encodePairs, operationsOf } from "@imagesearch/core"
import { versionOf, type Call } from "../cases/Case.ts"
import { pictureBytes } from "../pictures.ts"
import type { Target } from "../Target.ts"
import { upload } from "../wire/upload.ts"
import type { Driver, Result } from "./Driver.ts"
import { hasPicture, isPicture, isUploaded, objectOf, withInstance } from "./values.ts"

type Texts = Readonly<Record<string, string>>

interface Config {
  readonly endpoint: string
  readonly apiVersion: string
  readonly accessKeyId: string
  readonly accessKeySecret: string
  readonly securityToken?: string
  readonly opts: { readonly timeout: number }
}

// Its types describe one of the two classes.
const popCore = createRequire(import.meta.url)("@alicloud/pop-core") as {
  readonly RPCClient: typeof RpcClient
  readonly ROAClient: new (config: Config) => {
    readonly request: (
      ...args: [method: string, path: string, query: Texts, body: string, headers: Texts]
    ) => Promise<unknown>
  }
}

export const popCoreRpc: Driver = {
  name: "pop-core RPC",
  cannot: (call) => {
    if (call.version === "2019-03-25") return "2019-03-25 is of the other style"
    return hasPicture(call) ? "it has no upload, and takes the address of an uploaded object only" : undefined
  },
  open: (target) => ({
    call: async (call) => {
      const isUpload = call.operation === "AuthorizeFileUpload"
      const endpoint = isUpload ? target.openPlatform : target.endpoint
      const client = new popCore.RPCClient(configOf(target, endpoint, versionOf(call)))
      const texts = await textsOf(call, target)
      return outcome(client.request(call.operation, texts, { method: isUpload ? "GET" : "POST" }))
    },
    close: async () => undefined
  })
}

export const popCoreRoa: Driver = {
  name: "pop-core ROA",
  cannot: ({ version }) => (version === "2019-03-25" ? undefined : "2020-12-14 is of the other style"),
  open: (target) => ({
    call: async (call) => {
      const row = operationsOf("2019-03-25").find(({ name }) => name === call.operation)
      const client = new popCore.ROAClient(configOf(target, target.endpoint, versionOf(call)))
      const body = encodePairs(Object.entries(await textsOf(call, target)))
      const headers = { "content-type": "application/x-www-form-urlencoded" }
      return outcome(client.request("POST", row?.path ?? "/", {}, body, headers))
    },
    close: async () => undefined
  })
}

const configOf = (target: Target, endpoint: string, apiVersion: string): Config => ({
  endpoint,
  apiVersion,
  accessKeyId: target.accessKeyId,
  accessKeySecret: target.accessKeySecret,
  ...(target.securityToken === undefined ? {} : { securityToken: target.securityToken }),
  opts: { timeout: 15_000 }
})

const textsOf = async (call: Call, target: Target): Promise<Texts> => {
  const texts: Record<string, string> = {}
  for (const [name, value] of Object.entries(withInstance(call, target))) {
    if (isPicture(value)) texts[name] = Buffer.from(pictureBytes(value.picture)).toString("base64")
    else if (isUploaded(value)) texts[name] = await upload(target, pictureBytes(value.uploaded))
    else texts[name] = String(value)
  }
  return texts
}

/** RPC errors keep the status in the exchange, ROA errors beside the code. */
const outcome = async (answer: Promise<unknown>): Promise<Result> => {
  try {
    return { answer: objectOf(await answer) }
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error)) throw error
    const { code, message } = error
    const status = "statusCode" in error ? error.statusCode : statusOfExchange(error)
    if (typeof status !== "number") throw error
    return { error: { code: String(code), status, message: withoutUrl(message) } }
  }
}

/** Its messages end with the signed URL. */
const withoutUrl = (message: string): string => message.split(", URL: ")[0] ?? ""

const statusOfExchange = (error: Error): unknown =>
  "entry" in error ? objectOf(objectOf(error.entry)["response"])["statusCode"] : undefined
