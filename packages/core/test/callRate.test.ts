import { expect, it } from "vitest"
import { documentedCallsPerSecond, operation, type OperationName } from "../src/index.ts"

const smallest = { capacityPictures: 100_000, searchesPerSecond: 1 }
const large = { capacityPictures: 2_500_000, searchesPerSecond: 10 }

it.each<[OperationName, number | undefined, number | undefined]>([
  ["AddImage", 1, 5],
  ["DeleteImage", 20, 20],
  ["UpdateImage", 20, 20],
  ["SearchImageByPic", 1, 10],
  ["SearchImageByName", 1, 10],
  ["SearchImageByText", 1, 10],
  ["CheckImageExists", 1, 10],
  ["Detail", 1, 1],
  ["DumpMeta", 1, 1],
  ["DumpMetaList", 1, 1],
  ["IncreaseInstance", 1, 1],
  ["IncreaseList", 1, 1],
  ["SearchImageByFilter", undefined, undefined],
  ["CompareSimilarByImage", undefined, undefined],
  ["AuthorizeFileUpload", undefined, undefined]
])("%s is allowed %s times a second at the smallest size and %s at a large one", (name, atSmallest, atLarge) => {
  expect(documentedCallsPerSecond(operation(name), smallest)).toBe(atSmallest)
  expect(documentedCallsPerSecond(operation(name), large)).toBe(atLarge)
})
