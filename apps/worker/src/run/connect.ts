/** The client of a run, and what the run asks it before it begins. */
import { ImageSearch, type Environment, type ImageSearchConfig, type ImageSearchOperations } from "@imagesearch/client"
import { Transport, type Pace } from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import * as Ref from "effect/Ref"
import type * as Scope from "effect/Scope"
import { serviceError, type WorkerError } from "../WorkerError.ts"
import { rateFor } from "./pace.ts"

export interface ConnectionOptions {
  readonly config: ImageSearchConfig
  readonly environment: Environment
  /** Of the turns of AddImage: all processes that name it share one rate. */
  readonly paceKey: string
}

/** The one client of a run, which lives as long as its scope: one key, asked for once and renewed before it ends. */
export interface Connection {
  readonly search: ImageSearchOperations
  /** Spaces the AddImage calls that begin from now on. */
  readonly spaceAdds: (perSecond: number) => Effect.Effect<void>
}

/** A client over the run's transport. Its settings hold for its lifetime, and the rate is known late: the pace is set apart. */
export const connect = Effect.fnUntraced(function* ({
  config,
  environment,
  paceKey
}: ConnectionOptions): Effect.fn.Return<Connection, WorkerError, Transport | Scope.Scope> {
  const transport = yield* Transport
  const pace = yield* Ref.make<Pace | undefined>(undefined)
  const spaced: Transport["Service"] = {
    execute: (call) =>
      call.operation.name === "AddImage"
        ? Effect.flatMap(Ref.get(pace), (known) => transport.execute({ ...call, pace: known }))
        : transport.execute(call)
  }
  const layer = ImageSearch.layerWithTransport(config, environment).pipe(
    Layer.provide(Layer.succeed(Transport, spaced))
  )
  const services = yield* Effect.mapError(Layer.build(layer), serviceError)
  return {
    search: Context.get(services, ImageSearch),
    spaceAdds: (perSecond) => Ref.set(pace, { key: paceKey, perSecond })
  }
})

/**
 * AddImage calls per second: the wanted rate, else by the capacity of the instance. One call of Detail, so that a wrong
 * endpoint, key or instance ends the run before the catalogue is read.
 */
export const askRate = Effect.fnUntraced(function* (
  { search }: Connection,
  wanted: number | undefined
): Effect.fn.Return<number, WorkerError> {
  const detail = search.detail().pipe(Effect.map(({ instance }) => rateFor(instance.capacityPictures)))
  if (wanted === undefined) return yield* Effect.mapError(detail, serviceError)
  return yield* detail.pipe(
    // Whoever names a rate needs no more than an answer: a key that may only add is enough.
    Effect.catchIf(
      ({ reason }) => reason._tag === "Permission" || reason._tag === "Throttled",
      () => Effect.succeed(wanted)
    ),
    Effect.mapError(serviceError),
    Effect.as(wanted)
  )
})
