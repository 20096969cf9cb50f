/** The network of runtimes without sockets: their own `fetch`, without options. `#network` means this file there. */
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { layerFetch } from "./FetchSender.ts"
import { InvalidNetworkOptionError, type NetworkOptions } from "./NetworkOptions.ts"
import type { Sender } from "./Sender.ts"

/** There are none. */
export const networkOptionNames: readonly string[] = []

/** Whatever is set. */
export const findNetworkOptionProblem = (options: NetworkOptions): InvalidNetworkOptionError | undefined => {
  const option = Object.entries(options).find(([, value]) => value !== undefined)?.[0]
  const why = "this runtime decides by itself how fetch reaches the network; on Node it can be set"
  return option === undefined ? undefined : new InvalidNetworkOptionError({ option, why })
}

export function layerNetwork(): Layer.Layer<Sender>
export function layerNetwork(options: NetworkOptions): Layer.Layer<Sender, InvalidNetworkOptionError>
export function layerNetwork(options: NetworkOptions = {}): Layer.Layer<Sender, InvalidNetworkOptionError> {
  const problem = findNetworkOptionProblem(options)
  return problem === undefined ? layerFetch : Layer.unwrap(Effect.fail(problem))
}
