/**
 * The official SDK, `@alicloud/imagesearch20201214`, as it is published: its models in, its models out. Pictures go
 * through its three Advance methods, addresses through the plain ones.
 */
import { createRequire } from "node:module"
import { Readable } from "node:stream"
import type Official from "@alicloud/imagesearch20201214"
import type { Call, Value } from "../cases/Case.ts"
import { pictureBytes } from "../pictures.ts"
import { hostOf, isEmulated, type Target } from "../Target.ts"
import { upload } from "../wire/upload.ts"
import type { Driver, OpenDriver, Result } from "./Driver.ts"
import { hasPicture, isPicture, isUploaded, lowerFirst, objectOf, upperKeys, withInstance } from "./values.ts"

interface RequestModel {
  new (fields: Readonly<Record<string, unknown>>): object
  readonly names: () => Readonly<Record<string, string>>
}

type Method = (request: object, runtime: object) => Promise<{ readonly body?: unknown }>

// Required, as a CommonJS package with a default export of its own comes out otherwise in each loader.
const sdk: typeof Official = createRequire(import.meta.url)("@alicloud/imagesearch20201214")
/** Its defaults of 3 s are less than the 5 s that the service itself waits for a picture. */
const limitMillis = 15_000

/** Its exported classes by name; which of them exist is what `cannot` finds out. */
const models = sdk as unknown as Readonly<Record<string, RequestModel>>

export const officialSdk: Driver = {
  name: "official SDK",
  cannot: (call) => {
    if (call.version === "2019-03-25") return "the package speaks 2020-12-14 only"
    const model = modelOf(call)
    if (model === undefined) return `it has no method for ${call.operation} alone`
    const known = new Set(Object.values(model.names()))
    const unknown = Object.keys(call.parameters).filter((name) => !known.has(name) && !known.has(`${name}Object`))
    return unknown.length === 0 ? undefined : `its model of ${call.operation} has no ${unknown.join(", ")}`
  },
  open: (target) => openWith(target)
}

/** The class of the request: the Advance one for a picture to upload. */
const modelOf = (call: Call): RequestModel | undefined =>
  models[`${call.operation}${hasPicture(call) ? "Advance" : ""}Request`]

const openWith = (target: Target): OpenDriver => {
  const config = {
    accessKeyId: target.accessKeyId,
    accessKeySecret: target.accessKeySecret,
    securityToken: target.securityToken,
    regionId: target.region,
    endpoint: hostOf(target.endpoint),
    protocol: new URL(target.endpoint).protocol === "http:" ? "HTTP" : "HTTPS",
    connectTimeout: limitMillis,
    readTimeout: limitMillis
  }
  // The class of its settings is in a package that it does not hand on; it copies the members of any object.
  const client = new sdk.default(config as unknown as ConstructorParameters<typeof sdk.default>[0])
  // The option `openPlatformEndpoint` is declared and never copied, so that the member is the only way.
  client._openPlatformEndpoint = hostOf(target.openPlatform)
  return { call: (call) => perform(client, call, target), close: async () => undefined }
}

const perform = async (client: Official.default, call: Call, target: Target): Promise<Result> => {
  const Model = modelOf(call)
  if (Model === undefined) throw new Error(`the SDK has no ${call.operation}`)
  const name = `${lowerFirst(call.operation)}${hasPicture(call) ? "Advance" : "WithOptions"}`
  // Its methods are named after the operations; `cannot` has looked for the model of this one.
  const method = (client as unknown as Readonly<Record<string, Method>>)[name]
  if (method === undefined) throw new Error(`the SDK has no ${name}`)
  // Uploads always go by HTTPS; the emulator's certificate is one of its own.
  const runtime = { ignoreSSL: isEmulated(target), connectTimeout: limitMillis, readTimeout: limitMillis }
  try {
    const request = new Model(await fieldsOf(call, target))
    const { body } = await method.call(client, request, runtime)
    return { answer: objectOf(upperKeys(plain(body))) }
  } catch (error) {
    return failureOf(error)
  }
}

const fieldsOf = async (call: Call, target: Target): Promise<Readonly<Record<string, unknown>>> => {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(withInstance(call, target))) {
    if (isPicture(value)) fields[`${lowerFirst(name)}Object`] = Readable.from([pictureBytes(value.picture)])
    else if (isUploaded(value)) fields[lowerFirst(name)] = await upload(target, pictureBytes(value.uploaded))
    else fields[lowerFirst(name)] = numberOr(name, value)
  }
  return fields
}

/** Ids of tasks are numbers in its models. */
const numberOr = (name: string, value: Value): Value => (name === "Id" ? Number(value) : value)

/** A model as a plain object; its members have the names of its own. */
const plain = (model: unknown): unknown => JSON.parse(JSON.stringify(model))

/** Its errors carry code and status as members; what has neither is a failure of its own. */
const failureOf = (error: unknown): Result => {
  if (!(error instanceof Error) || !("code" in error)) throw error
  const { code, message } = error
  const status = "statusCode" in error ? Number(error.statusCode) : Number.NaN
  if (Number.isNaN(status)) throw error
  return { error: { code: String(code), status, message } }
}
