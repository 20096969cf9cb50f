/**
 * Pictures from http and https URLs, with limits of their own. The address may come from someone who is not trusted:
 * unless the settings allow any, each connection, of each redirect too, goes to a public address or is not made.
 */
import {
  layerNetwork,
  monotonicMillis,
  openDeadline,
  Sender,
  timeLeft,
  type BodyPart,
  type Deadline,
  type NetworkOptions,
  type SendOutcome
} from "@imagesearch/transport"
import * as Context from "effect/Context"
import * as Effect from "effect/Effect"
import * as Layer from "effect/Layer"
import { longestSignature, pictureFormat } from "./format.ts"
import { describeUrl } from "./PictureSource.ts"
import { tooLarge, unusable, type UnusablePicture } from "./UnusablePicture.ts"

/** Milliseconds from the first connection to the last byte, redirects included. */
export const downloadLimitMillis = 10_000
/** Redirects that are followed. */
export const mostRedirects = 3

export interface DownloadRules {
  readonly limitBytes: number
  /** `public` refuses private, link-local, loopback and all other special addresses. */
  readonly addresses: "public" | "any"
  readonly networkOptions: NetworkOptions | undefined
  /** Milliseconds in all. */
  readonly limitMillis: number
  /** Called when the picture has begun as one that the service takes; undefined where it need not. */
  readonly onRecognized: (() => void) | undefined
}

/** The body of a 200. Nothing is repeated, and no connection is left behind. */
export const download = (url: URL, rules: DownloadRules): Effect.Effect<Uint8Array, UnusablePicture> =>
  Effect.scoped(
    Effect.gen(function* () {
      const { addresses, limitBytes, limitMillis, networkOptions } = rules
      const direct = addresses === "public" ? ({ addresses, proxy: "none" } as const) : { addresses }
      const layer = layerNetwork({ ...networkOptions, ...direct, answerLimitBytes: limitBytes })
      const sender = Context.get(yield* Layer.build(layer), Sender)
      const deadline = yield* openDeadline(limitMillis)
      return yield* follow({ sender, deadline, rules, url, redirects: 0 })
    })
  ).pipe(
    // A runtime without sockets cannot tell what it connects to.
    Effect.catchTag("InvalidNetworkOptionError", ({ why }) =>
      Effect.fail(unusable(`cannot be fetched as the settings ask: ${why}`, "Fetch it yourself, and give its bytes."))
    )
  )

interface Hop {
  readonly sender: Sender["Service"]
  readonly deadline: Deadline
  readonly rules: DownloadRules
  readonly url: URL
  /** Redirects so far. */
  readonly redirects: number
}

const follow = Effect.fnUntraced(function* (hop: Hop): Effect.fn.Return<Uint8Array, UnusablePicture> {
  const { url, redirects } = hop
  const refusal = refusalOf(url)
  if (refusal !== undefined) return yield* refusal
  const outcome = yield* get(hop)
  if (outcome._tag === "Failed") return yield* failure(outcome, hop)
  const { status, headers, body } = outcome.answer
  if (status === 200) return body
  if (!redirectStatuses.has(status)) return yield* unusable(`was answered with HTTP ${status}${at(hop)}`, checkUrl)
  if (redirects === mostRedirects) return yield* unusable(`redirects more than ${mostRedirects} times`, giveFinalUrl)
  const location = headers["location"]
  if (location === undefined || !URL.canParse(location, url.href)) {
    return yield* unusable(`redirects to nowhere${at(hop)}`, giveFinalUrl)
  }
  return yield* follow({ ...hop, url: new URL(location, url), redirects: redirects + 1 })
})

const redirectStatuses = new Set([301, 302, 303, 307, 308])
const checkUrl = "Check the URL."
const giveFinalUrl = "Give the URL at which the picture is."

/** Which URL it was, once it is no longer the one that was given. */
const at = ({ url, redirects }: Hop): string => (redirects === 0 ? "" : ` at ${describeUrl(url)}`)

const refusalOf = ({ protocol, username, password }: URL): UnusablePicture | undefined => {
  if (protocol !== "http:" && protocol !== "https:")
    return unusable(`leads to ${protocol}, not to http(s)`, giveFinalUrl)
  if (username === "" && password === "") return undefined
  return unusable("holds a user name or a password", "Fetch the picture yourself, and give its bytes.")
}

const get = ({ sender, deadline, url, rules: { onRecognized } }: Hop): Effect.Effect<SendOutcome> =>
  Effect.flatMap(monotonicMillis, (now) => {
    const millis = timeLeft(deadline, now)
    return sender.send({
      endpoint: { protocol: url.protocol === "https:" ? "https" : "http", host: url.host },
      message: {
        method: "GET",
        // As it stands, since a signed URL is signed as it is written.
        path: `${url.pathname}${url.search}`,
        query: [],
        headers: { accept: "image/*" },
        body: undefined
      },
      limits: { connectMillis: millis, headersMillis: millis, bodyMillis: millis, totalMillis: millis },
      onBody: onRecognized && recognizing(onRecognized)
    })
  })

/** What does not begin like a picture is judged as a whole. */
const recognizing = (onRecognized: () => void): ((part: BodyPart) => void) => {
  let beginning = Buffer.of()
  return ({ status, bytes }) => {
    if (status !== 200 || beginning.byteLength >= longestSignature) return
    beginning = Buffer.concat([beginning, bytes.subarray(0, longestSignature)])
    if (beginning.byteLength >= longestSignature && pictureFormat(beginning) !== undefined) onRecognized()
  }
}

const failure = (outcome: Extract<SendOutcome, { readonly _tag: "Failed" }>, hop: Hop): UnusablePicture => {
  const { limitBytes, limitMillis } = hop.rules
  if (outcome.code === "ANSWER_TOO_LARGE") return tooLarge(limitBytes, `the answer${at(hop)} is longer`)
  if (outcome.code === "ADDRESS_NOT_PUBLIC") {
    return unusable(
      `leads to an address that is not public${at(hop)}`,
      'If you trust the URL, set pictures: { addresses: "any" }.'
    )
  }
  if (outcome.code.endsWith("_LIMIT")) {
    return unusable(`took longer than ${limitMillis} ms to fetch${at(hop)}`, "Fetch it yourself, and give its bytes.")
  }
  return unusable(`cannot be fetched${at(hop)}: ${outcome.message} (${outcome.code})`, checkUrl)
}
