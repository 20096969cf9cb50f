/** What takes many calls of one kind, over a transport and checked settings. */
import { operation as operationNamed } from "@imagesearch/core"
import type { Transport } from "@imagesearch/transport"
import { makeBulk } from "./bulk/makeBulk.ts"
import type { ResolvedConfig } from "./config/Config.ts"
import { holdPicture } from "./heldPicture.ts"
import type { ImageSearchService } from "./ImageSearchService.ts"
import { invoke } from "./invoke.ts"
import { makeOperations } from "./makeOperations.ts"
import { definitions } from "./operations/index.ts"
import { makePages } from "./paging/pages.ts"
import { storedOnce } from "./paging/storedOnce.ts"

export const makeManyCalls = (
  transport: Transport["Service"],
  config: ResolvedConfig
): Pick<ImageSearchService, "pages" | "bulk"> => {
  const { rates, pictures } = config
  const hold = holdPicture(pictures)
  const definition = definitions.byPicture
  const operation = operationNamed(definition.name)
  return {
    pages: makePages({
      operations: makeOperations(transport, config),
      hold,
      byStoredPicture: () => {
        const withPictures = storedOnce()
        return (input, options) => invoke({ transport, config, definition, operation, input, options, withPictures })
      }
    }),
    bulk: makeBulk({ rates, paced: (others) => makeOperations(transport, { ...config, rates: others }), hold })
  }
}
