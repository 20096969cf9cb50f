/**
 * What takes many calls, for those who do not use Effect: streams as async iterables, waits as promises. Effect's streams
 * are loaded when an iterable is first iterated; most programs use none. The pictures of an input wait until then.
 */
import type { Transport } from "@imagesearch/transport"
import type { ResolvedConfig } from "./config/Config.ts"
import { keepItems, keepPictures } from "./picture/abandonPictures.ts"
import { run } from "./promiseFace.ts"
import type { PromiseManyCalls, PromiseWaits } from "./PromiseManyCalls.ts"
import type { Waits } from "./waiting/makeWait.ts"

export const promiseWaits = (wait: Waits): PromiseWaits => ({
  export: (id, options) => run(wait.export(id, options), options),
  batch: (id, options) => run(wait.batch(id, options), options)
})

/** Nothing is loaded before the first item is asked for. */
export const promiseManyCalls = (transport: Transport["Service"], config: ResolvedConfig): PromiseManyCalls => {
  // Made once: what it has learned of the rates of the instance holds for all calls of a client.
  let made: Promise<PromiseManyCalls> | undefined
  const load = () =>
    (made ??= import("./manyIterated.ts").then(({ makeManyIterated }) => makeManyIterated(transport, config)))
  async function* loaded<A>(pick: (calls: PromiseManyCalls) => AsyncIterable<A>): AsyncGenerator<A, void, undefined> {
    yield* pick(await load())
  }
  return {
    pages: {
      byPicture: (input, options) => {
        keepPictures(input)
        return loaded(({ pages }) => pages.byPicture(input, options))
      },
      byName: (input, options) => loaded(({ pages }) => pages.byName(input, options)),
      byText: (input, options) => loaded(({ pages }) => pages.byText(input, options)),
      byFilter: (input, options) => loaded(({ pages }) => pages.byFilter(input, options)),
      listExports: (input, options) => loaded(({ pages }) => pages.listExports(input, options)),
      listBatches: (input, options) => loaded(({ pages }) => pages.listBatches(input, options))
    },
    bulk: {
      addImages: (items, options) => {
        keepItems(items)
        return loaded(({ bulk }) => bulk.addImages(items, options))
      },
      updateImages: (items, options) => loaded(({ bulk }) => bulk.updateImages(items, options)),
      deleteImages: (items, options) => loaded(({ bulk }) => bulk.deleteImages(items, options)),
      exists: (items, options) => loaded(({ bulk }) => bulk.exists(items, options)),
      replaceAll: async (input, options) => {
        keepItems(input.pictures)
        return (await load()).bulk.replaceAll(input, options)
      }
    }
  }
}
