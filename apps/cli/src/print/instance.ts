/** What an instance is and holds. */
import type { CallMetadata, DetailOutput } from "@imagesearch/client"
import type { Printer } from "../Output.ts"
import type { Timed } from "../client.ts"
import { answeringEndpoint, repeatedAttempts } from "./attempts.ts"
import { pairs } from "./pairs.ts"
import { printable } from "./printable.ts"

export const instancePrinter: Printer<Timed<DetailOutput & CallMetadata>> = {
  text: ({ instance, attempts, milliseconds }, screen) =>
    [
      pairs(rowsOf(instance), screen),
      "",
      [`Answered in ${milliseconds} ms by ${answeringEndpoint(attempts)}`, ...repeatedAttempts(attempts)].join("; ")
    ].join("\n"),
  json: ({ instance, requestId, attempts, milliseconds }) => ({ instance, requestId, attempts, milliseconds })
}

const rowsOf = (instance: DetailOutput["instance"]): ReadonlyArray<readonly [string, string | undefined]> => {
  const { serviceType, pictures, capacityPictures, searchesPerSecond, createdAt, expiresAt } = instance
  return [
    ["Instance", printable(instance.name)],
    ["Region", instance.region && printable(instance.region)],
    [
      "Service type",
      serviceType === undefined ? undefined : `${serviceTypes[serviceType] ?? "unknown"} (${serviceType})`
    ],
    ["Pictures", pictures === undefined ? undefined : count(pictures)],
    [
      "Room for",
      capacityPictures === undefined
        ? undefined
        : `${count(capacityPictures)} pictures${fullness(pictures, capacityPictures)}`
    ],
    ["Searches", searchesPerSecond === undefined ? undefined : `${count(searchesPerSecond)} per second`],
    ["Created", createdAt && day(createdAt)],
    ["Expires", expiresAt && day(expiresAt)]
  ]
}

/** Documented numbers of service types. */
const serviceTypes: Readonly<Record<number, string>> = {
  0: "product",
  1: "generic",
  2: "fabric",
  3: "trademark",
  4: "copyright",
  5: "furniture",
  6: "hardware",
  7: "trademark"
}

const count = (number: number): string => number.toLocaleString("en-US")

/** In whole percent; an instance with less than one is as good as empty. */
const fullness = (pictures: number | undefined, capacity: number): string => {
  const percent = Math.floor(((pictures ?? 0) / capacity) * 100)
  return percent >= 1 ? ` (${percent} % full)` : ""
}

const day = (date: Date): string => `${date.toISOString().slice(0, 16).replace("T", " ")} UTC`
