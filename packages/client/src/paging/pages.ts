/**
 * All pages of a search or a list, one call a page, as they are asked for. A search ends with its last hit or with the
 * window of 500, beyond which the service gives nothing; a list with its last task.
 */
import { limits } from "@imagesearch/core"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Stream from "effect/Stream"
import { checkInput } from "../checkInput.ts"
import type { HoldPicture } from "../heldPicture.ts"
import type { CallMetadata, CallOptions } from "../CallOptions.ts"
import type { ImageSearchOperations } from "../ImageSearchOperations.ts"
import type { ImageSearchError } from "../ImageSearchError.ts"
import type { OperationTypes } from "../operations/index.ts"
import { SearchImageByPic } from "../operations/SearchImageByPic.ts"

/** The operations that answer in pages. */
export type PagedName = "byPicture" | "byName" | "byText" | "byFilter" | "listExports" | "listBatches"

/**
 * Pages of each of them. The input is that of the operation: `num`, or `pageSize`, is the size of a page (the most that
 * the service gives, unless less is wanted), `start`, or `pageNumber`, where to begin. Options hold for each call. A
 * picture is read and uploaded once, and uploaded again where the service refuses its address for a later page.
 */
export type Pages = {
  readonly [Name in PagedName]: Paged<OperationTypes[Name]["input"], OperationTypes[Name]["output"]>
}

type Paged<Input, Output> = undefined extends Input
  ? (input?: Input, options?: CallOptions) => PageStream<Output>
  : (input: Input, options?: CallOptions) => PageStream<Output>

type PageStream<Output> = Stream.Stream<Output & CallMetadata, ImageSearchError>

export interface PageParts {
  readonly operations: ImageSearchOperations
  readonly hold: HoldPicture
  /** For the pages of one search, whose picture is stored once. */
  readonly byStoredPicture: () => ImageSearchOperations["byPicture"]
}

/** The pages over the operations. */
export const makePages = ({ operations, hold, byStoredPicture }: PageParts): Pages => ({
  byPicture: (input, options) =>
    Stream.unwrap(
      checkInput(SearchImageByPic.name, SearchImageByPic.input, { ...input, ...firstWindow(input) }).pipe(
        Effect.flatMap(({ picture, region }) =>
          hold({ operation: SearchImageByPic.name, source: picture, region, timeout: options?.timeout })
        ),
        Effect.map((picture) => searchPages(byStoredPicture())({ ...input, picture }, options))
      )
    ),
  byName: searchPages(operations.byName),
  byText: searchPages(operations.byText),
  byFilter: searchPages(operations.byFilter),
  listExports: (input = {}, options) =>
    listPages(input, (page) => operations.listExports({ ...input, ...page }, options)),
  listBatches: (input = {}, options) =>
    listPages(input, (page) => operations.listBatches({ ...input, ...page }, options))
})

type Call<Input, Output> = (input: Input, options?: CallOptions) => Effect.Effect<Output, ImageSearchError>

interface SearchInput {
  readonly start?: number | undefined
  readonly num?: number | undefined
  readonly distinctProductId?: boolean | undefined
}

/** The window of the first page. */
const firstWindow = (input: SearchInput) => {
  const { start = 0, num = limits.num.max } = { ...input }
  return { start, num: cutToWindow(num, start) }
}

/** What is out of bounds stays as it is: of that the operation says so. */
const cutToWindow = (num: number, start: number): number => {
  const left = limits.window.max - start
  return num > left && num <= limits.num.max ? Math.max(1, left) : num
}

const searchPages =
  <Input extends SearchInput, Page extends { readonly hits: readonly unknown[] }>(search: Call<Input, Page>) =>
  (input: Input, options?: CallOptions): Stream.Stream<Page, ImageSearchError> => {
    const { start: first = 0, num = limits.num.max, distinctProductId } = input
    return Stream.paginate(first, (start) => {
      const most = cutToWindow(num, start)
      return Effect.map(search({ ...input, start, num: most }, options), (page) => {
        const found = page.hits.length
        // Whether the service drops repeats of a product before it counts a page or after is not documented.
        const isLast = found === 0 || (found < most && distinctProductId !== true)
        const next = isLast || start + most >= limits.window.max ? Option.none() : Option.some(start + most)
        return [found === 0 && start !== first ? [] : [page], next] as const
      })
    })
  }

interface ListInput {
  readonly pageNumber?: number | undefined
  readonly pageSize?: number | undefined
}

const listPages = <Page extends { readonly tasks: readonly unknown[]; readonly total: number }>(
  { pageNumber: first = 1, pageSize = limits.exportPageSize.max }: ListInput,
  list: (page: { readonly pageNumber: number; readonly pageSize: number }) => Effect.Effect<Page, ImageSearchError>
): Stream.Stream<Page, ImageSearchError> =>
  Stream.paginate(first, (pageNumber) =>
    Effect.map(list({ pageNumber, pageSize }), (page) => {
      const isLast = page.tasks.length === 0 || pageNumber * pageSize >= page.total
      return [[page], isLast ? Option.none() : Option.some(pageNumber + 1)] as const
    })
  )
