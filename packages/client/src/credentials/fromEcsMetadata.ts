/**
 * The key of the RAM role of an ECS machine, from the machine's metadata service: version 2, whose questions carry a
 * token fetched first; version 1, without, where the service knows no tokens and nothing forbids it.
 */
import { InvalidEndpointError, parseEndpoint, type Endpoint } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Redacted from "effect/Redacted"
import * as z from "zod/mini"
import { variableOf, type Environment } from "../config/setting.ts"
import { askLocally, noAnswer, sendLocally, textOf, type LocalQuestion } from "./askLocally.ts"
import type { CredentialsError } from "./CredentialsError.ts"
import { absent, invalid, unavailable, type CredentialsProvider } from "./CredentialsProvider.ts"
import { readFields, readJson } from "./readFields.ts"
import { isTrue } from "./stsEndpoint.ts"
import { issueTemporary, TemporaryKey } from "./temporaryKey.ts"

/** Which role of the machine, and how its metadata is asked. */
export interface EcsMetadataOptions {
  /** Role of the machine. Default ALIBABA_CLOUD_ECS_METADATA, else the service is asked. */
  readonly roleName?: string | undefined
  /** Whether questions without a token are out of the question. Default ALIBABA_CLOUD_IMDSV1_DISABLED. */
  readonly version1?: "allowed" | "forbidden" | undefined
  /** URL of the metadata service. Default http://100.100.100.200. */
  readonly endpoint?: string | undefined
  /** Variables to read; default `process.env`. */
  readonly environment?: Environment | undefined
}

/** Every machine of ECS has its metadata here. */
export const metadataEndpoint = "http://100.100.100.200"
/** Seconds that a token lasts: the most that the service gives, and what the official SDK asks for. */
export const tokenSeconds = 21_600
/** Milliseconds, as the official SDK waits for each: the service is on the machine's own host. */
export const metadataLimits = { connectMillis: 1_000, headersMillis: 1_000, bodyMillis: 1_000, totalMillis: 3_000 }

const provider = "ECS metadata"
const rolePath = "/latest/meta-data/ram/security-credentials/"

/** Fails with `Absent` when ALIBABA_CLOUD_ECS_METADATA_DISABLED says so, or no such service can be reached. */
export const fromEcsMetadata = (options: EcsMetadataOptions = {}): CredentialsProvider => {
  const variable = variableOf(options.environment ?? process.env)
  return {
    name: provider,
    load: Effect.fnUntraced(function* () {
      if (isTrue(variable("ALIBABA_CLOUD_ECS_METADATA_DISABLED"))) {
        return yield* absent(provider, "ALIBABA_CLOUD_ECS_METADATA_DISABLED forbids it")
      }
      const isForbidden =
        options.version1 === undefined
          ? isTrue(variable("ALIBABA_CLOUD_IMDSV1_DISABLED"))
          : options.version1 === "forbidden"
      const endpoint = yield* endpointOf(options.endpoint ?? metadataEndpoint)
      const token = yield* fetchToken(endpoint)
      if (token === undefined && isForbidden) {
        return yield* unavailable(provider, "the service gives no token, and questions without one are forbidden")
      }
      const service: Service = { endpoint, token, isVersion1Allowed: !isForbidden }
      const named = options.roleName ?? variable("ALIBABA_CLOUD_ECS_METADATA")
      return yield* fetchKey(service, named ?? (yield* fetchRoleName(service)))
    })
  }
}

interface Service {
  readonly endpoint: Endpoint
  /** Undefined for version 1. */
  readonly token: Redacted.Redacted | undefined
  readonly isVersion1Allowed: boolean
}

const endpointOf = (text: string): Effect.Effect<Endpoint, CredentialsError> =>
  Effect.try({
    try: () => parseEndpoint(text),
    catch: (error) => {
      if (!(error instanceof InvalidEndpointError)) throw error
      return invalid({ provider, source: "the endpoint" }, `cannot be used: ${error.why}`)
    }
  })

/** Undefined where the service gives no token. Fails with `Absent` where there is no such service. */
const fetchToken = Effect.fnUntraced(function* (endpoint: Endpoint) {
  const headers = { "x-aliyun-ecs-metadata-token-ttl-seconds": String(tokenSeconds) }
  const outcome = yield* sendLocally(questionTo(endpoint, { method: "PUT", path: "/latest/api/token", headers }))
  if (outcome._tag === "Failed") {
    if (outcome.phase !== "connect") return undefined
    return yield* absent(provider, `this machine has no metadata service (${noAnswer(endpoint, outcome)})`)
  }
  const token = textOf(outcome.answer).trim()
  return outcome.answer.status === 200 && /^[\x21-\x7e]+$/.test(token) ? Redacted.make(token) : undefined
})

const fetchRoleName = Effect.fnUntraced(function* (service: Service) {
  const answer = yield* read(service, rolePath)
  if (answer.status === 404) return yield* absent(provider, "the machine has no RAM role")
  if (answer.status !== 200) return yield* unavailable(provider, `${rolePath} answered with HTTP ${answer.status}`)
  const [name = ""] = textOf(answer).trim().split(/\s+/)
  return name === "" ? yield* absent(provider, "the machine has no RAM role") : name
})

const Answer = z.extend(TemporaryKey, { Code: z.literal("Success", "is not Success") })

const fetchKey = Effect.fnUntraced(function* (service: Service, roleName: string) {
  const answer = yield* read(service, `${rolePath}${encodeURIComponent(roleName)}`)
  const source = `the metadata of the role "${roleName}"`
  if (answer.status === 404) return yield* invalid({ provider, source }, "is not there: the machine has no such role")
  if (answer.status !== 200) return yield* unavailable(provider, `${source} answered with HTTP ${answer.status}`)
  const reading = { provider, source }
  const key = yield* readFields(Answer, yield* readJson(reading, textOf(answer)))
  return yield* issueTemporary(reading, key)
})

/** A question that is refused with its token is asked once more without, where that is allowed. */
const read = Effect.fnUntraced(function* ({ endpoint, token, isVersion1Allowed }: Service, path: string) {
  const plain = askLocally(questionTo(endpoint, { method: "GET", path, headers: {} }))
  if (token === undefined) return yield* plain
  const headers = { "x-aliyun-ecs-metadata-token": Redacted.value(token) }
  const answer = yield* askLocally(questionTo(endpoint, { method: "GET", path, headers }))
  const isRefused = answer.status === 401 || answer.status === 403
  return isRefused && isVersion1Allowed ? yield* plain : answer
})

/** Never through a proxy: another machine would answer for itself. */
const questionTo = (
  endpoint: Endpoint,
  question: Pick<LocalQuestion, "method" | "path" | "headers">
): LocalQuestion => ({ provider, endpoint, ...question, limits: metadataLimits, network: { proxy: "none" } })
