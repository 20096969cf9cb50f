/** The project's client of 2019-03-25, whose pictures travel inside the call. */
import { createImageSearch, ImageSearchError, type ImageSearchClient } from "@imagesearch/client/2019-03-25"
import type { Call } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import { wireAnswer, wirePicture, wireSearch } from "./clientOutputs.ts"
import { failureOf, inputOf } from "./clientTerms.ts"
import type { Answer, Driver, Result } from "./Driver.ts"

type Method = Exclude<keyof ImageSearchClient, "close" | symbol>

export const ourOlderClient: Driver = {
  name: "client of 2019-03-25",
  cannot: (call) => {
    if (call.version !== "2019-03-25") return "it speaks 2019-03-25 only"
    return methodOf(call) === undefined ? "its methods say what Type would" : undefined
  },
  open: (target) => ({ call: (call) => perform(call, target), close: async () => undefined })
}

const methodOf = ({ operation, parameters }: Call): Method | undefined => {
  if (operation === "AddImage") return "addImage"
  if (operation === "DeleteImage") return "deleteImage"
  if (parameters["Type"] === "SearchByName") return "byName"
  return parameters["Type"] === "SearchByPic" ? "byPicture" : undefined
}

const perform = async (call: Call, target: Target): Promise<Result> => {
  const name = methodOf(call)
  if (name === undefined) throw new Error(`the client of 2019-03-25 has no ${call.operation}`)
  await using client = createImageSearch({
    endpoint: target.endpoint,
    region: target.region,
    instance: target.instance,
    accessKeyId: target.accessKeyId,
    accessKeySecret: target.accessKeySecret,
    securityToken: target.securityToken
  })
  // Inputs differ by method; the client checks each, which is part of what is shown.
  const method = client[name] as (input: unknown) => Promise<object>
  try {
    return { answer: wireAnswer(await method(inputOf(call.parameters)), answers[name]) }
  } catch (error) {
    if (error instanceof ImageSearchError) return failureOf(error.reason)
    throw error
  }
}

const answers: Readonly<Record<Method, (output: Answer) => Answer>> = {
  addImage: ({ requestId, picture }) => ({ RequestId: requestId, PicInfo: wirePicture(picture) }),
  deleteImage: ({ requestId }) => ({ RequestId: requestId }),
  byPicture: wireSearch,
  byName: wireSearch
}
