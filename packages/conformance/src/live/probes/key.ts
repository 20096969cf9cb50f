/** What needs a key and no instance: signatures, tickets, the object store, and the shape of refusals. */
import type { Call } from "../../cases/Case.ts"
import { objectOf, textOf } from "../../drivers/values.ts"
import { pictureBytes } from "../../pictures.ts"
import type { ReceivedAnswer } from "../../wire/exchange.ts"
import { readTicket, storeRequest, ticketRequest, type FormShape } from "../../wire/upload.ts"
import { codeOf, membersOf, outcomeOf, textOfAnswer } from "../answerOf.ts"
import type { Finding, Probe, ProbeContext } from "../Probe.ts"

/** Refused for its instance once its signature has passed. */
const probing: Call = { operation: "Detail", parameters: { InstanceName: "conformanceprobe" } }

const listing: Call = { operation: "DumpMetaList", parameters: { InstanceName: "conformanceprobe" } }

/** Whether what came back is about the instance, which means that the signature was taken. */
const isPast = (answer: ReceivedAnswer): boolean => /Instance/.test(codeOf(answer)) || answer.status === 200

const signatures: Probe = {
  id: "signatures",
  level: 2,
  does: "signs a call by each scheme, late, and twice with one nonce",
  calls: [
    "DumpMetaList by ACS3 and RPC V1, SearchImage of 2019-03-25 by ROA V1 and ACS3",
    "Detail 16 minutes late, and twice"
  ],
  cleanUp: "nothing is left",
  answers: ["acs3-for-2019"],
  run: async ({ call }) => {
    const searching: Call = {
      operation: "SearchImage",
      version: "2019-03-25",
      parameters: { InstanceName: "conformanceprobe", Type: "SearchByName", ProductId: "p", PicName: "p" }
    }
    const nonce = `conformance-${Date.now()}`
    const acs3 = await call(listing)
    const rpcV1 = await call(listing, { scheme: "RPC V1" })
    const roaV1 = await call(searching, { scheme: "ROA V1" })
    const acs3For2019 = await call(searching, { scheme: "ACS3" })
    const late = await call(probing, { date: new Date(Date.now() - 16 * 60_000) })
    await call(probing, { nonce })
    const again = await call(probing, { nonce })
    const taken = (answer: ReceivedAnswer) => (isPast(answer) ? "is taken" : "is not taken")
    return [
      { says: `ACS3 ${taken(acs3)} (${outcomeOf(acs3)})` },
      { says: `RPC V1 ${taken(rpcV1)} (${outcomeOf(rpcV1)})` },
      { says: `ROA V1 for 2019-03-25 ${taken(roaV1)} (${outcomeOf(roaV1)})` },
      {
        question: "acs3-for-2019",
        says: `ACS3 for 2019-03-25 ${taken(acs3For2019)} (${outcomeOf(acs3For2019)})`
      },
      { says: `a date 16 minutes old ends with ${outcomeOf(late)}` },
      { says: `a nonce used twice ends with ${outcomeOf(again)}` }
    ]
  }
}

const ticket: Probe = {
  id: "ticket",
  level: 2,
  does: "asks for a ticket and reads its policy",
  calls: ["AuthorizeFileUpload"],
  cleanUp: "an unused ticket expires by itself",
  answers: ["ticket-policy", "ticket-permission"],
  run: async ({ target, exchange }) => {
    const answer = await exchange(ticketRequest(target), "AuthorizeFileUpload")
    if (answer.status !== 200) {
      const denied = objectOf(membersOf(answer)["AccessDeniedDetail"])
      const action = textOf(denied["AuthAction"])
      return [
        action === ""
          ? { says: `no ticket: ${outcomeOf(answer)}` }
          : { question: "ticket-permission", says: `AuthorizeFileUpload asks for ${action}` }
      ]
    }
    const { EncodedPolicy, ObjectKey } = readTicket(answer)
    const policy = objectOf(JSON.parse(Buffer.from(EncodedPolicy, "base64").toString()))
    const minutes = (Date.parse(textOf(policy["expiration"])) - Date.now()) / 60_000
    const conditions = JSON.stringify(policy["conditions"]).replaceAll(ObjectKey, "<key>")
    return [
      {
        question: "ticket-policy",
        says: `a ticket lasts ${minutes.toFixed(0)} minutes, allows ${conditions}, and names an object like ${shapeOf(ObjectKey)}`
      }
    ]
  }
}

/** Letters and digits as classes, so that a recording shows the pattern of a name and not the name. */
const shapeOf = (key: string): string =>
  key
    .replaceAll(/[0-9a-f]{8,}/g, (run) => `<${run.length} hex digits>`)
    .replaceAll(/\d{4,}/g, (run) => `<${run.length} digits>`)

const forms: Probe = {
  id: "forms",
  level: 2,
  does: "uploads one small picture in the form that the object store's rules want, and one in the official SDK's",
  calls: ["AuthorizeFileUpload twice", "PostObject twice", "GET of both objects"],
  cleanUp: "the objects lie in the service's transfer bucket, which only the service can clear",
  answers: ["upload-status", "upload-trailing"],
  run: async (context) => {
    const wellFormed = await storeBy("file last", context)
    const asSdk = await storeBy("official SDK", context)
    return [
      { says: `a well-formed form ends with ${wellFormed.status}` },
      { question: "upload-status", says: `the official SDK's form ends with ${asSdk.status}` },
      { question: "upload-trailing", says: `after it, ${asSdk.stored}; after a well-formed one, ${wellFormed.stored}` }
    ]
  }
}

const storeBy = async (
  shape: FormShape,
  { target, exchange }: ProbeContext
): Promise<{ readonly status: number; readonly stored: string }> => {
  const given = readTicket(await exchange(ticketRequest(target), "AuthorizeFileUpload"))
  const bytes = pictureBytes("red disc")
  const request = storeRequest(target, { ticket: given, bytes, shape })
  const { status } = await exchange(request, `PostObject, ${shape}`)
  const url = `${request.url}${given.ObjectKey}`
  const read = await exchange({ method: "GET", url, headers: {}, body: new Uint8Array() }, "GET of the object")
  const surplus = read.body.length - bytes.length
  return {
    status,
    stored:
      read.status === 200
        ? `the object is ${surplus} bytes longer than the file`
        : `reading it ends with ${read.status}`
  }
}

const refusals: Probe = {
  id: "refusals",
  level: 2,
  does: "looks at the shape of refusals and how long a body may be",
  calls: ["Detail of an instance that is not there", "SearchImageByFilter with bodies of 1, 4 and 9 MB"],
  cleanUp: "nothing is left",
  answers: ["body-size"],
  run: async ({ call }) => {
    const absent = await call(probing)
    const sizes: Finding[] = []
    for (const megabytes of [1, 4, 9]) {
      const filter = `str_attr="${"x".repeat(megabytes * 1_024 * 1_024)}"`
      const answer = await call({
        operation: "SearchImageByFilter",
        parameters: { InstanceName: "conformanceprobe", Filter: filter }
      })
      sizes.push({ question: "body-size", says: `a body of ${megabytes} MB ends with ${outcomeOf(answer)}` })
    }
    const members = Object.keys(membersOf(absent)).toSorted().join(", ")
    const kind = absent.headers["content-type"] ?? "no content type"
    return [
      {
        says: `an absent instance ends with ${outcomeOf(absent)} as ${kind}, members ${members || textOfAnswer(absent).slice(0, 80)}`
      },
      ...sizes
    ]
  }
}

export const keyProbes: readonly Probe[] = [signatures, ticket, forms, refusals]
