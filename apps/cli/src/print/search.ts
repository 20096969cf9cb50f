/** The hits of a search: a table and one line on what the service saw. */
import type { CallMetadata, Hit, PictureReading, SearchHits } from "@imagesearch/client"
import type { Printer } from "../Output.ts"
import type { Timed } from "../client.ts"
import { answeringEndpoint, repeatedAttempts } from "./attempts.ts"
import { categoryName } from "./category.ts"
import { seen } from "./pictureReading.ts"
import { printable } from "./printable.ts"
import { scoreBar } from "./scoreBar.ts"
import { table, type Column } from "./table.ts"

export type SearchResult = Timed<SearchHits & CallMetadata>

export const searchPrinter = (firstRank: number): Printer<SearchResult> => ({
  text: (result, screen) => {
    const ranked = result.hits.map((hit, index) => ({ rank: firstRank + index, hit }))
    const summary = summaryOf(result)
    return ranked.length === 0 ? summary : `${table(columnsFor(result.picture), ranked, screen)}\n\n${summary}`
  },
  json: ({ hits, picture, requestId, attempts, milliseconds }) => ({ hits, picture, requestId, attempts, milliseconds })
})

interface RankedHit {
  readonly rank: number
  readonly hit: Hit
}

const columnsFor = ({ categories }: PictureReading): readonly Column<RankedHit>[] => [
  { title: "#", align: "right", cell: ({ rank }) => String(rank) },
  { title: "SCORE", style: "green", cell: ({ hit }) => scoreBar(hit.score ?? 0) },
  { title: "", align: "right", cell: ({ hit }) => hit.score?.toFixed(3) ?? "" },
  { title: "PRODUCT", isElastic: true, style: "bold", cell: ({ hit }) => printable(hit.productId) },
  { title: "PICTURE", isElastic: true, cell: ({ hit }) => printable(hit.picName) },
  {
    title: "CATEGORY",
    isElastic: true,
    cell: ({ hit: { categoryId } }) => (categoryId === undefined ? "" : printable(categoryName(categoryId, categories)))
  },
  { title: "ATTRIBUTES", isElastic: true, cell: ({ hit }) => attributesOf(hit) }
]

/** Those that are set, spelt as in a filter; the service returns 0 and "" for the others. */
const attributesOf = (hit: Hit): string => {
  const { intAttr, intAttr2, intAttr3, intAttr4, strAttr, strAttr2, strAttr3, strAttr4, customContent } = hit
  const integers = { int_attr: intAttr, int_attr2: intAttr2, int_attr3: intAttr3, int_attr4: intAttr4 }
  const texts = {
    str_attr: strAttr,
    str_attr2: strAttr2,
    str_attr3: strAttr3,
    str_attr4: strAttr4,
    custom: customContent
  }
  return [
    ...Object.entries(integers).flatMap(([name, value]) =>
      value === undefined || value === 0 ? [] : [`${name}=${value}`]
    ),
    ...Object.entries(texts).flatMap(([name, value]) =>
      value === undefined || value === "" ? [] : [`${name}="${printable(value)}"`]
    )
  ].join(" ")
}

const summaryOf = ({ hits, picture, milliseconds, attempts }: SearchResult): string => {
  const count = hits.length === 0 ? "No hits" : hits.length === 1 ? "1 hit" : `${hits.length} hits`
  return [
    `${count} in ${milliseconds} ms from ${answeringEndpoint(attempts)}`,
    ...seen(picture),
    ...repeatedAttempts(attempts)
  ].join("; ")
}
