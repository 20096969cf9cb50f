/** What a careful user writes, under the strictest settings, against the published declarations. */
import { ImageSearch, type ImageSearchError, type SearchHits } from "@imagesearch/client"
import { createImageSearch as createOlder } from "@imagesearch/client/2019-03-25"
import { createImageSearch, type BulkResult } from "@imagesearch/client/promise"
import * as Effect from "effect/Effect"
import * as Stream from "effect/Stream"

export const viaPromises = async (signal: AbortSignal): Promise<number> => {
  await using client = createImageSearch({ region: "cn-shanghai", instance: "shop", rates: { add: 5 } })
  const found = await client.byPicture({ picture: "a.jpg", num: 5 }, { timeout: "5 seconds", signal })
  for await (const { hits, requestId } of client.pages.byName({ productId: "p", picName: "n" }, { signal })) {
    console.log(
      requestId,
      hits.map(({ score = 0 }) => score.toFixed(2))
    )
  }
  const items = [{ productId: "p", picName: "n", picture: Buffer.from("x") }]
  for await (const result of client.bulk.addImages(items, { concurrency: 2 })) report(result)
  console.log(fieldOfTheAnswer(found.raw, "NewField"))
  const { task } = await client.startExport()
  const { url } = await client.wait.export(task.id, {
    timeout: "10 minutes",
    onProgress: ({ status }) => console.log(status)
  })
  return url === undefined ? totalOf(found) : url.length
}

const totalOf = ({ total = 0 }: SearchHits): number => total

/** A field that this version of the client does not know. */
const fieldOfTheAnswer = (raw: unknown, name: string): unknown =>
  typeof raw === "object" && raw !== null ? Reflect.get(raw, name) : undefined

const report = <Input, Output>(result: BulkResult<Input, Output>): void => {
  if (result._tag === "Failed") console.log(result.index, result.error.code, result.error.advice)
  else console.log(result.index, result.output)
}

export const viaEffect: Effect.Effect<number, ImageSearchError> = Effect.gen(function* () {
  const search = yield* ImageSearch
  const { exists, stored } = yield* search.exists({ productId: "p", picName: "n" })
  const pages = yield* Stream.runCollect(search.pages.byFilter({ filter: "int_attr>0" }))
  return exists ? (stored?.intAttr ?? 0) : pages.length
}).pipe(
  Effect.catchTag("ImageSearchError", (error) =>
    error.reason._tag === "Throttled" ? Effect.succeed(0) : Effect.fail(error)
  ),
  Effect.provide(ImageSearch.layer({ region: "cn-shanghai", instance: "shop" }))
)

export const viaOlder = async (): Promise<Date | undefined> => {
  await using older = createOlder({ region: "cn-shanghai", instance: "shop", signature: "roa-v1" })
  await older.deleteImage({ productId: "p" })
  await using newer = createImageSearch()
  return (await newer.detail()).instance.expiresAt
}
