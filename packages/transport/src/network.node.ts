/** The network of Node: undici, with every option. `#network` means this file there. */
export { findNetworkOptionProblem, networkOptionNames } from "./networkOptionProblem.ts"
export { layerUndici as layerNetwork } from "./UndiciSender.ts"
