/** Why a picture cannot be used, before it is known which call it was for. */
import { limits } from "@imagesearch/core"
import * as Data from "effect/Data"

export class UnusablePicture extends Data.TaggedError("UnusablePicture")<{
  /** A clause whose subject is the picture: "is empty". */
  readonly problem: string
  /** A sentence on how to mend it. */
  readonly advice: string
}> {}

export const unusable = (problem: string, advice: string): UnusablePicture => new UnusablePicture({ problem, advice })

/** `found` tells how large it is, as far as that is known: it is not read any further. */
export const tooLarge = (limitBytes: number, found: string): UnusablePicture =>
  unusable(
    `is larger than ${formatMegabytes(limitBytes)} (${found}; ${limitBytes} bytes are the most)`,
    limitBytes > limits.pictureBytes.max
      ? "Save it smaller."
      : "Save it smaller or at a lower quality, or let normalizePicture of @imagesearch/client/normalize do it."
  )

const formatMegabytes = (bytes: number): string => `${bytes / (1024 * 1024)} MB`

/** What reading threw, whoever threw it. */
export const unreadable = (cause: unknown, advice: string): UnusablePicture =>
  cause instanceof UnusablePicture ? cause : unusable(`cannot be read (${causeOf(cause)})`, advice)

/** The code of a system error, else the message; others throw texts, numbers or nothing at all. */
const causeOf = (cause: unknown): string => {
  if (!(cause instanceof Error)) return typeof cause === "string" ? cause : "it failed without an error"
  return "code" in cause && typeof cause.code === "string" ? `${cause.code}: ${cause.message}` : cause.message
}
