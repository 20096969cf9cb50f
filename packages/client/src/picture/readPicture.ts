/** A picture in any of its forms, read and checked before anything is sent. */
import * as Effect from "effect/Effect"
import { ImageSearchError } from "../ImageSearchError.ts"
import { invalidInput } from "../InvalidInput.ts"
import { formatRegion, isInside, type Region } from "../Region.ts"
import { checkPicture } from "./checkPicture.ts"
import { download, downloadLimitMillis } from "./download.ts"
import { GrowingPicture } from "./GrowingPicture.ts"
import type { PictureHeader } from "./header/PictureHeader.ts"
import { limitsOf, type PictureRules } from "./pictureRules.ts"
import { describeSource, type PictureSource } from "./PictureSource.ts"
import { readDataUrl } from "./readDataUrl.ts"
import { readFile } from "./readFile.ts"
import { readStream } from "./readStream.ts"
import { tooLarge, UnusablePicture, unreadable, unusable } from "./UnusablePicture.ts"

export interface Picture extends PictureHeader {
  readonly bytes: Uint8Array
}

export interface PictureRequest {
  readonly operation: string
  /** Name of the field that the picture was given in. */
  readonly field: string
  readonly source: PictureSource
  /** Must lie inside the picture. */
  readonly region: Region | undefined
  readonly rules: PictureRules
  /** Called once, as soon as the picture looks like one that the service takes; streams and downloads are still coming in then. */
  readonly onRecognized: () => void
}

/** Fails with reason `InvalidPicture`, or `InvalidInput` for a region outside the picture. Interruption ends a stream. */
export const readPicture = Effect.fnUntraced(function* (
  request: PictureRequest
): Effect.fn.Return<Picture, ImageSearchError> {
  const { operation, field, source, region, rules } = request
  const limitBytes = limitsOf(rules.serviceType).maxBytes
  // Other sources look like pictures only once they have been checked.
  let isAnnounced = false
  const announce = () => {
    if (!isAnnounced) request.onRecognized()
    isAnnounced = true
  }
  const bytes = yield* Effect.mapError(readBytes(source, { ...rules, limitBytes, onRecognized: announce }), (problem) =>
    invalidPicture(request, problem)
  )
  const checked = checkPicture(bytes, rules.serviceType)
  if (checked instanceof UnusablePicture) return yield* invalidPicture(request, checked)
  if (region !== undefined && !isInside(region, checked)) {
    const problem = `must lie inside the ${field}, which has ${checked.width} x ${checked.height} pixels`
    return yield* invalidInput(operation, [{ field: "region", problem, value: formatRegion(region) }])
  }
  announce()
  return { bytes, ...checked }
})

/** The error of a call whose picture cannot be used. */
export const invalidPicture = (
  { operation, field, source }: Pick<PictureRequest, "operation" | "field" | "source">,
  { problem, advice }: UnusablePicture
): ImageSearchError =>
  new ImageSearchError({
    operation,
    reason: { _tag: "InvalidPicture", field, picture: describeSource(source), problem, advice }
  })

export interface ByteRules extends Pick<PictureRules, "addresses" | "networkOptions"> {
  readonly limitBytes: number
  /** Called when a stream or download has begun as a picture that the service takes; undefined where it need not. */
  readonly onRecognized: (() => void) | undefined
}

/** The bytes behind a source, at most `limitBytes` of them from a source that has to be read. */
export const readBytes = (source: PictureSource, rules: ByteRules): Effect.Effect<Uint8Array, UnusablePicture> => {
  const { limitBytes } = rules
  if (source instanceof Uint8Array) return Effect.succeed(source)
  if (source instanceof ArrayBuffer) return Effect.succeed(new Uint8Array(source))
  if (typeof source === "string" || source instanceof URL) return readText(source, rules)
  if (source instanceof Blob && source.size > limitBytes)
    return Effect.fail(tooLarge(limitBytes, `${source.size} bytes`))
  const picture = new GrowingPicture(limitBytes, rules.onRecognized)
  return attempt((signal) => readStream(source instanceof Blob ? source.stream() : source, picture, signal))
}

/** A path or a URL. */
const readText = (source: string | URL, rules: ByteRules): Effect.Effect<Uint8Array, UnusablePicture> => {
  const { limitBytes, addresses, networkOptions, onRecognized } = rules
  // Two letters at least: a single one is a drive of Windows.
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(String(source).slice(0, 100))?.[1]?.toLowerCase()
  switch (scheme) {
    case "http":
    case "https":
      return URL.canParse(String(source))
        ? download(new URL(source), {
            limitBytes,
            addresses,
            networkOptions,
            limitMillis: downloadLimitMillis,
            onRecognized
          })
        : Effect.fail(unusable("is no URL", "Check it."))
    case "data":
      return attempt(async () => readDataUrl(String(source), limitBytes))
    default:
      return scheme !== undefined && scheme !== "file" && (source instanceof URL || source.includes("://"))
        ? Effect.fail(unusable(`has the scheme ${scheme}:`, "Give a file:, http:, https: or data: URL."))
        : attempt(() => readFile(source, limitBytes))
  }
}

/** A failure of none of our own making is one of the source's. */
const attempt = (read: (signal: AbortSignal) => Promise<Uint8Array>): Effect.Effect<Uint8Array, UnusablePicture> =>
  Effect.tryPromise({ try: read, catch: (cause) => unreadable(cause, "Check where it comes from.") })
