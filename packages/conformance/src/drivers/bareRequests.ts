/** Requests built and signed one by one, as with curl: it can say anything, and every byte of it can be recorded. */
import type { Call } from "../cases/Case.ts"
import type { Target } from "../Target.ts"
import { recordedBy, type Exchange, type ReceivedAnswer, type Send } from "../wire/exchange.ts"
import { signedRequest, type Scheme } from "../wire/signedRequest.ts"
import { textsOf } from "../wire/textsOf.ts"
import { UploadError } from "../wire/upload.ts"
import type { Driver, Result } from "./Driver.ts"
import { objectOf, textOf } from "./values.ts"

/** The driver; `record` sees every exchange, those of uploads included. */
export const bareRequestsWith = (record: (exchange: Exchange) => void): Driver => ({
  name: "bare requests",
  cannot: () => undefined,
  open: (target) => ({ call: (call) => perform(call, target, recordedBy(record)), close: async () => undefined })
})

export const bareRequests: Driver = bareRequestsWith(() => undefined)

const perform = async (call: Call, target: Target, sendBy: Send): Promise<Result> => {
  try {
    const texts = await textsOf(call, target, sendBy)
    const request = signedRequest({ call, texts, target, scheme: schemeOf(call) })
    return resultOf(await sendBy(request, call.operation))
  } catch (error) {
    if (error instanceof UploadError) return resultOf(error.answer)
    throw error
  }
}

const schemeOf = ({ version }: Call): Scheme => (version === "2019-03-25" ? "ROA V1" : "ACS3")

/** What an answer says: an error for a status of 400 and above, whatever its body. */
export const resultOf = ({ status, body }: ReceivedAnswer): Result => {
  const json = jsonOf(body)
  if (status < 400) return { answer: json }
  return { error: { code: textOf(json["Code"]), status, message: textOf(json["Message"]) } }
}

const jsonOf = (body: Uint8Array): Readonly<Record<string, unknown>> => {
  try {
    return objectOf(JSON.parse(Buffer.from(body).toString()))
  } catch {
    return {}
  }
}
