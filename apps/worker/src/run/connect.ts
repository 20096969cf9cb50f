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

/** AddImage calls per second by the capacity of the instance: one call of Detail. */
export const askRate = Effect.fnUntraced(function* (
  connection: Connection
): Effect.fn.Return<number, WorkerError, Transport> {
  const search = yield* connect(connection)
  const { instance } = yield* Effect.mapError(search.detail(), serviceError)
  return rateFor(instance.capacityPictures)
})
