/** The client's typed outputs in the wire's names, as they were before it read them. */
import { formatRegion, type Region } from "@imagesearch/client"
import type { Answer } from "./Driver.ts"
import { objectOf, upperKeys } from "./values.ts"

/** Members that the client leaves untyped, or changes: it hands out the answer as it came for them. */
const untyped = ["Success", "Code", "Message", "Msg", "Head"] as const

/** An output in the wire's names; `convert` knows the typed part of it. */
export const wireAnswer = (output: object, convert: (output: Answer) => Answer): Answer => {
  const raw = objectOf("raw" in output ? output.raw : undefined)
  const members = untyped.filter((name) => name in raw).map((name) => [name, raw[name]])
  return { ...Object.fromEntries(members), ...convert(objectOf(output)) }
}

export const wireSearch = (output: Answer): Answer => ({
  RequestId: output["requestId"],
  Auctions: upperKeys(output["hits"]),
  PicInfo: wirePicture(output["picture"])
})

export const wirePicture = (reading: unknown): Answer => {
  const { categoryId, subject, subjects, categories } = objectOf(reading)
  return {
    CategoryId: categoryId,
    Region: regionText(subject),
    MultiRegion: Array.isArray(subjects) ? subjects.map((one) => ({ Region: regionText(one) })) : undefined,
    AllCategories: upperKeys(categories)
  }
}

// The client's own output; undefined where the answer had none.
const regionText = (region: unknown): string | undefined =>
  region === undefined ? undefined : formatRegion(region as Region)

export const wireTask =
  (status: string) =>
  (output: Answer): Answer => {
    const task = objectOf(output["task"])
    return { RequestId: output["requestId"], Data: { Id: task["id"], [status]: task["status"] } }
  }

export const wirePage =
  (wrap: (tasks: readonly Answer[]) => Answer) =>
  ({ requestId, tasks, pageNumber, pageSize, total }: Answer): Answer => ({
    RequestId: requestId,
    Data: {
      ...wrap((Array.isArray(tasks) ? tasks : []).map(wireListedTask)),
      PageNumber: pageNumber,
      PageSize: pageSize,
      TotalCount: total
    }
  })

/** Ids of lists are numbers on the wire. */
const wireListedTask = (listed: unknown): Answer => {
  const { id, status, message, url, errorUrl, ...others } = objectOf(listed)
  return {
    ...objectOf(upperKeys(others)),
    Id: Number(id),
    Status: status,
    Msg: message,
    MetaUrl: url,
    ErrorUrl: errorUrl
  }
}
