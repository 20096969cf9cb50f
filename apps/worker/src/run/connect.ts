/** The client of a run, and what the run asks it before it begins. */
import { ImageSearch, type Environment, type ImageSearchConfig, type ImageSearchOperations } from "@imagesearch/client"
import { Transport } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { serviceError, type WorkerError } from "../WorkerError.ts"
import { rateFor } from "./pace.ts"

export interface Connection {
  readonly config: ImageSearchConfig
  readonly environment: Environment
}

/** A client over the run's transport: settings hold for a client's lifetime, and the rate is known late. */
export const connect = Effect.fnUntraced(function* ({
  config,
  environment
}: Connection): Effect.fn.Return<ImageSearchOperations, WorkerError, Transport> {
  const transport = yield* Transport
  const layer = ImageSearch.layerWithTransport(config, environment).pipe(
    Layer.provide(Layer.succeed(Transport, transport))
  )
  return yield* Effect.mapError(Effect.provide(ImageSearch, layer), serviceError)
})

/**
 * AddImage calls per second: the wanted rate, else by the capacity of the instance. One call of Detail, so that a wrong
 * endpoint, key or instance ends the run before the catalogue is read.
 */
export const askRate = Effect.fnUntraced(function* (
  connection: Connection,
  wanted: number | undefined
): Effect.fn.Return<number, WorkerError, Transport> {
  const search = yield* connect(connection)
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
