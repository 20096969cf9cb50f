/** The order in which a picture is made fit: read, look, and change only what has to be changed. */
import { describeValue, type ServiceTypeName } from "@imagesearch/core"
import type { NetworkOptions } from "@imagesearch/transport"
import * as Effect from "effect/Effect"
import type { Metadata } from "sharp"
import type { ImageSearchError } from "../ImageSearchError.ts"
import { invalidInput } from "../InvalidInput.ts"
import { checkPicture } from "../picture/checkPicture.ts"
import { readHeader, type PictureHeader } from "../picture/header/PictureHeader.ts"
import { limitsOf } from "../picture/pictureRules.ts"
import { isPictureSource, pictureForms, type PictureSource } from "../picture/PictureSource.ts"
import { invalidPicture, readBytes } from "../picture/readPicture.ts"
import { tooLarge, unreadable, unusable, UnusablePicture } from "../picture/UnusablePicture.ts"
import { encodeWithin } from "./encodeWithin.ts"
import { fitSides } from "./fitSides.ts"
import { loadSharp, type SharpFactory } from "./loadSharp.ts"
import type { NormalizedPicture, PictureChange, PictureFacts } from "./NormalizedPicture.ts"

/** Bytes of a picture that is read at most: that of a camera with 100 million pixels, in its own format or as PNG. */
export const originalLimitBytes = 64 * 1024 * 1024

/** Options of `normalize`. */
export interface NormalizeOptions {
  /** Service type of the instance. Default: the widest documented range of sides. */
  readonly serviceType?: ServiceTypeName | undefined
  /** Where pictures may be fetched from, as in the settings of the client. Default `public`. */
  readonly addresses?: "public" | "any" | undefined
  /** How pictures are fetched, as in the settings of the client. */
  readonly networkOptions?: NetworkOptions | undefined
}

const operation = "normalizePicture"

/** `normalizePicture` as an Effect. */
export const normalize = Effect.fnUntraced(function* (
  source: PictureSource,
  { serviceType, addresses = "public", networkOptions }: NormalizeOptions = {}
): Effect.fn.Return<NormalizedPicture, ImageSearchError> {
  if (!isPictureSource(source)) {
    return yield* invalidInput(operation, [
      { field: "picture", problem: `must be ${pictureForms}`, value: describeValue(source) }
    ])
  }
  const refuse = (problem: UnusablePicture) => invalidPicture({ operation, field: "picture", source }, problem)
  const bytes = yield* readBytes(source, {
    limitBytes: originalLimitBytes,
    addresses,
    networkOptions,
    onRecognized: undefined
  }).pipe(
    Effect.filterOrFail(
      ({ byteLength }) => byteLength <= originalLimitBytes,
      ({ byteLength }) => tooLarge(originalLimitBytes, `${byteLength} bytes`)
    ),
    Effect.mapError(refuse)
  )
  const checked = checkPicture(bytes, serviceType)
  // sharp reads neither of them, and they carry no metadata.
  if (isHeader(checked) && (checked.format === "bmp" || checked.format === "ppm")) return asItIs(bytes, checked)
  const sharp = yield* loadSharp(operation)
  const metadata = yield* Effect.mapError(readMetadata(sharp, bytes), refuse)
  if (isHeader(checked) && !hasExtras(metadata)) return asItIs(bytes, checked)
  return yield* Effect.mapError(transform({ sharp, bytes, metadata, serviceType }), refuse)
})

const isHeader = (checked: PictureHeader | UnusablePicture): checked is PictureHeader =>
  !(checked instanceof UnusablePicture)

const asItIs = (bytes: Uint8Array, { format, width, height }: PictureHeader): NormalizedPicture => {
  const facts: PictureFacts = { format, width, height, sizeBytes: bytes.byteLength }
  return { bytes, ...facts, original: facts, changes: [] }
}

/** Formats of libvips that hold pictures of a camera or a screen; drawings and documents are left to their programs. */
const readable = new Set(["jpeg", "png", "webp", "gif", "tiff", "heif", "avif"])

const cannotBeRead = "Save it as JPEG or PNG."

const readMetadata = Effect.fnUntraced(function* (
  sharp: SharpFactory,
  bytes: Uint8Array
): Effect.fn.Return<Metadata, UnusablePicture> {
  const metadata = yield* Effect.tryPromise({
    try: () => sharp(bytes).metadata(),
    catch: (cause) => unreadable(cause, cannotBeRead)
  })
  if (!readable.has(metadata.format)) return yield* unusable(`is a ${metadata.format} file`, cannotBeRead)
  return metadata
})

const metadataNames = ["exif", "icc", "iptc", "xmp"] as const

const namesOf = (metadata: Metadata): readonly string[] => metadataNames.filter((name) => metadata[name] !== undefined)

const hasExtras = (metadata: Metadata): boolean => namesOf(metadata).length > 0 || (metadata.pages ?? 1) > 1

interface Original {
  readonly sharp: SharpFactory
  readonly bytes: Uint8Array
  readonly metadata: Metadata
  readonly serviceType: ServiceTypeName | undefined
}

const transform = Effect.fnUntraced(function* ({
  sharp,
  bytes,
  metadata,
  serviceType
}: Original): Effect.fn.Return<NormalizedPicture, UnusablePicture> {
  const { width, height } = metadata.autoOrient
  const { sides, maxBytes } = limitsOf(serviceType)
  const target = fitSides({ width, height }, sides)
  if (target === undefined) {
    return yield* unusable(
      `has ${width} x ${height} pixels, and no scale brings both sides into the range of the service`,
      "Cut it, so that it is less long for its breadth."
    )
  }
  const encoded = yield* Effect.tryPromise({
    try: () => encodeWithin({ sharp, bytes, metadata, target, range: sides, limitBytes: maxBytes }),
    catch: (cause) => unreadable(cause, cannotBeRead)
  })
  const header = readHeader(encoded.bytes)
  if (header === undefined) return yield* unusable("could not be encoded", cannotBeRead)
  const facts = {
    format: header.format,
    width: header.width,
    height: header.height,
    sizeBytes: encoded.bytes.byteLength
  }
  const original = { format: metadata.format, width, height, sizeBytes: bytes.byteLength }
  return { bytes: encoded.bytes, ...facts, original, changes: changesOf({ metadata, original, facts, encoded }) }
})

const changesOf = ({
  metadata,
  original,
  facts,
  encoded
}: {
  readonly metadata: Metadata
  readonly original: PictureFacts
  readonly facts: PictureFacts
  readonly encoded: { readonly quality: number | undefined; readonly isFlattened: boolean }
}): readonly PictureChange[] => {
  const { pages = 1, orientation = 1 } = metadata
  const from = { width: original.width, height: original.height }
  const to = { width: facts.width, height: facts.height }
  const names = namesOf(metadata)
  const made: ReadonlyArray<PictureChange | undefined> = [
    pages > 1 ? { _tag: "FirstFrame", frames: pages } : undefined,
    orientation > 1 ? { _tag: "Turned", orientation } : undefined,
    from.width === to.width && from.height === to.height ? undefined : { _tag: "Resized", from, to },
    encoded.isFlattened ? { _tag: "Flattened" } : undefined,
    original.format === facts.format ? undefined : { _tag: "Converted", from: original.format, to: facts.format },
    encoded.quality === undefined ? undefined : { _tag: "Compressed", quality: encoded.quality },
    names.length === 0 ? undefined : { _tag: "Stripped", metadata: names }
  ]
  return made.filter((change) => change !== undefined)
}
