/** How the client reaches the network: the settings for it, checked, and the layers that open it so. */
import {
  findNetworkOptionProblem,
  layerNetwork as layerRuntimeNetwork,
  Pacer,
  Transport,
  type InvalidNetworkOptionError,
  type NetworkOptions,
  type Sender
} from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { ImageSearchConfig } from "./ImageSearchConfig.ts"
import { invalidSetting } from "./setting.ts"

/** Fails with reason `InvalidConfig`, naming the option, such as `networkOptions.ca`. */
export const checkNetworkOptions = (
  options: NetworkOptions | undefined
): Effect.Effect<NetworkOptions, ImageSearchError> => {
  if (options === undefined) return Effect.succeed({})
  if (typeof options !== "object" || options === null) {
    return Effect.fail(invalidSetting({ setting: "networkOptions", problem: "is no object", advice }))
  }
  const problem = findNetworkOptionProblem(options)
  return problem === undefined ? Effect.succeed(options) : Effect.fail(refusal(problem))
}

/** Connections as the settings want them, for a transport that is put together by hand. */
export const layerNetwork = ({
  networkOptions
}: Pick<ImageSearchConfig, "networkOptions">): Layer.Layer<Sender, ImageSearchError> =>
  // What could fail has just been checked.
  Layer.unwrap(Effect.map(checkNetworkOptions(networkOptions), (options) => Layer.orDie(layerRuntimeNetwork(options))))

/** The transport of a client of its own. */
export const layerTransport = (
  config: Pick<ImageSearchConfig, "networkOptions">
): Layer.Layer<Transport, ImageSearchError> =>
  Transport.layerWithoutDependencies.pipe(Layer.provide([layerNetwork(config), Pacer.layerMemory]))

const refusal = ({ option, why }: InvalidNetworkOptionError): ImageSearchError =>
  invalidSetting({ setting: `networkOptions.${option}`, problem: `cannot be used: ${why}`, advice })

const advice = "Correct the option, or leave it out for its default."
