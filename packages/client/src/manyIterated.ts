/** The streams of what takes many calls as async iterables, in a module that is loaded when one of them is first wanted. */
import type { Transport } from "@imagesearch/transport"
import type { Bulk } from "./bulk/makeBulk.ts"
import type { ResolvedConfig } from "./config/Config.ts"
import { iterated } from "./iterated.ts"
import { makeManyCalls } from "./makeManyCalls.ts"
import type { PromiseBulk, PromiseManyCalls, PromisePages } from "./PromiseManyCalls.ts"
import type { Pages } from "./paging/pages.ts"
import { promised } from "./promiseFace.ts"

export const makeManyIterated = (transport: Transport["Service"], config: ResolvedConfig): PromiseManyCalls => {
  const { pages, bulk } = makeManyCalls(transport, config)
  return { pages: promisePages(pages), bulk: promiseBulk(bulk) }
}

const promisePages = (pages: Pages): PromisePages => ({
  byPicture: (input, options) => iterated(pages.byPicture(input, options), options),
  byName: (input, options) => iterated(pages.byName(input, options), options),
  byText: (input, options) => iterated(pages.byText(input, options), options),
  byFilter: (input, options) => iterated(pages.byFilter(input, options), options),
  listExports: (input, options) => iterated(pages.listExports(input, options), options),
  listBatches: (input, options) => iterated(pages.listBatches(input, options), options)
})

const promiseBulk = (bulk: Bulk): PromiseBulk => ({
  addImages: (items, options) => iterated(bulk.addImages(items, options), options),
  updateImages: (items, options) => iterated(bulk.updateImages(items, options), options),
  deleteImages: (items, options) => iterated(bulk.deleteImages(items, options), options),
  exists: (items, options) => iterated(bulk.exists(items, options), options),
  replaceAll: promised(bulk.replaceAll)
})
