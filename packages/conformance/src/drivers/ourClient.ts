/** The project's client through its promises: typed input in, typed output out, told in the wire's names again. */
import { createImageSearch, ImageSearchError, type ImageSearchClient } from "@imagesearch/client/promise"
import type { Call } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import { wireAnswer, wirePage, wirePicture, wireSearch, wireTask } from "./clientOutputs.ts"
import { failureOf, inputOf } from "./clientTerms.ts"
import type { Answer, Driver, Result } from "./Driver.ts"
import { isUploaded, objectOf, upperKeys } from "./values.ts"

/** The method of each operation. */
const methods = {
  AddImage: "addImage",
  UpdateImage: "updateImage",
  DeleteImage: "deleteImage",
  SearchImageByPic: "byPicture",
  SearchImageByName: "byName",
  SearchImageByText: "byText",
  SearchImageByFilter: "byFilter",
  CheckImageExists: "exists",
  CompareSimilarByImage: "compare",
  Detail: "detail",
  DumpMeta: "startExport",
  DumpMetaList: "listExports",
  IncreaseInstance: "startBatch",
  IncreaseList: "listBatches"
} as const satisfies Readonly<Record<string, Exclude<keyof ImageSearchClient, "close" | symbol>>>

type Known = keyof typeof methods

export const ourClient: Driver = {
  name: "client",
  cannot: ({ operation, version, parameters }) => {
    if (version === "2019-03-25") return "it speaks 2020-12-14 only"
    if (!isKnown(operation)) return `it has no method for ${operation} alone`
    if (Object.values(parameters).some(isUploaded)) return "it uploads every picture itself and takes no address"
    return undefined
  },
  open: (target) => ({ call: (call) => perform(call, target), close: async () => undefined })
}

const isKnown = (operation: string): operation is Known => operation in methods

const perform = async ({ operation, parameters }: Call, target: Target): Promise<Result> => {
  if (!isKnown(operation)) throw new Error(`the client has no ${operation}`)
  const { InstanceName: instance = target.instance, ...others } = parameters
  await using client = createImageSearch({
    endpoint: target.endpoint,
    openPlatformEndpoint: target.openPlatform,
    region: target.region,
    instance: typeof instance === "string" ? instance : target.instance,
    accessKeyId: target.accessKeyId,
    accessKeySecret: target.accessKeySecret,
    securityToken: target.securityToken
  })
  // Inputs differ by method; the client checks each, which is part of what is shown.
  const method = client[methods[operation]] as (input?: unknown) => Promise<object>
  try {
    const input = inputOf(others)
    const output = await (takesNone.has(operation) ? method() : method(input))
    return { answer: wireAnswer(output, answers[operation]) }
  } catch (error) {
    if (error instanceof ImageSearchError) return failureOf(error.reason)
    throw error
  }
}

const takesNone: ReadonlySet<Known> = new Set(["Detail", "DumpMeta"])

const answers: Readonly<Record<Known, (output: Answer) => Answer>> = {
  AddImage: ({ requestId, picture }) => ({ RequestId: requestId, PicInfo: wirePicture(picture) }),
  UpdateImage: ({ requestId }) => ({ RequestId: requestId }),
  DeleteImage: ({ requestId, picNames }) => ({ RequestId: requestId, Data: { PicNames: picNames } }),
  SearchImageByPic: wireSearch,
  SearchImageByName: wireSearch,
  SearchImageByText: wireSearch,
  SearchImageByFilter: ({ requestId, hits }) => ({ RequestId: requestId, Auctions: upperKeys(hits) }),
  CheckImageExists: ({ requestId, exists, stored }) => ({
    RequestId: requestId,
    Exists: exists,
    Auctions: upperKeys(stored ?? {})
  }),
  CompareSimilarByImage: ({ requestId, score }) => ({ RequestId: requestId, Score: score }),
  Detail: ({ requestId, instance }) => {
    const { name, region, serviceType, capacityPictures, searchesPerSecond, pictures } = objectOf(instance)
    return {
      RequestId: requestId,
      Instance: {
        Name: name,
        Region: region,
        ServiceType: serviceType,
        Capacity: Number(capacityPictures) / 10_000,
        Qps: searchesPerSecond,
        TotalCount: pictures
      }
    }
  },
  DumpMeta: wireTask("DumpMetaStatus"),
  DumpMetaList: wirePage((tasks) => ({ DumpMetaList: tasks })),
  IncreaseInstance: wireTask("IncrementStatus"),
  IncreaseList: wirePage((tasks) => ({ Increments: { Instance: tasks } }))
}
