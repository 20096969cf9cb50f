/** Every operation over a transport and checked settings. */
import { operation as operationNamed } from "@imagesearch/core"
import type { Transport } from "@imagesearch/transport"
import type { ResolvedConfig } from "./config/Config.ts"
import type { CallOptions } from "./CallOptions.ts"
import type { ImageSearchOperations } from "./ImageSearchOperations.ts"
import { invoke } from "./invoke.ts"
import type { ClientOperation } from "./operations/ClientOperation.ts"
import { definitions } from "./operations/index.ts"

/** The operations; both faces are made of them. */
export const makeOperations = (transport: Transport["Service"], config: ResolvedConfig): ImageSearchOperations => {
  const bind = <Raw, Input, Answer, Output extends object>(definition: ClientOperation<Raw, Input, Answer, Output>) => {
    const operation = operationNamed(definition.name)
    return (input: Raw, options?: CallOptions) => invoke({ transport, config, definition, operation, input, options })
  }
  const detail = bind(definitions.detail)
  const startExport = bind(definitions.startExport)
  const listExports = bind(definitions.listExports)
  const listBatches = bind(definitions.listBatches)
  return {
    addImage: bind(definitions.addImage),
    updateImage: bind(definitions.updateImage),
    deleteImage: bind(definitions.deleteImage),
    byPicture: bind(definitions.byPicture),
    byName: bind(definitions.byName),
    byText: bind(definitions.byText),
    byFilter: bind(definitions.byFilter),
    exists: bind(definitions.exists),
    compare: bind(definitions.compare),
    detail: (options) => detail({}, options),
    startExport: (options) => startExport({}, options),
    listExports: (input = {}, options) => listExports(input, options),
    startBatch: bind(definitions.startBatch),
    listBatches: (input = {}, options) => listBatches(input, options)
  }
}
