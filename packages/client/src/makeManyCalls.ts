/** What takes many calls of one kind, over a transport and checked settings. */
import type { Transport } from "@imagesearch/transport"
import { makeBulk } from "./bulk/makeBulk.ts"
import type { ResolvedConfig } from "./config/Config.ts"
import { holdPicture } from "./heldPicture.ts"
import type { ImageSearchService } from "./ImageSearchService.ts"
import { makeOperations } from "./makeOperations.ts"
import { makePages } from "./paging/pages.ts"

export const makeManyCalls = (
  transport: Transport["Service"],
  config: ResolvedConfig
): Pick<ImageSearchService, "pages" | "bulk"> => {
  const { rates, pictures } = config
  const hold = holdPicture(pictures)
  return {
    pages: makePages(makeOperations(transport, config), hold),
    bulk: makeBulk({ rates, paced: (others) => makeOperations(transport, { ...config, rates: others }), hold })
  }
}
