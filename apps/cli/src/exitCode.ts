/** What a shell learns from how the program ended. The numbers from 69 on are those of BSD's sysexits.h. */
import type { ImageSearchReason } from "@imagesearch/client"

export const exitCode = {
  ok: 0,
  failure: 1,
  /** Wrong flags, or missing or invalid settings or input: nothing was sent. */
  usage: 2,
  /** The service is down, out of reach, or too slow. */
  unavailable: 69,
  /** More calls than were bought: the same command may work later. */
  throttled: 75,
  /** The key, its secret or its rights were refused. */
  refused: 77,
  /** 128 and the number of the signal. */
  interrupted: 130,
  terminated: 143
} as const

/** The exit code of a failed call. */
export const exitCodeOf = (reason: ImageSearchReason): number => {
  switch (reason._tag) {
    case "InvalidConfig":
    case "InvalidInput":
    case "InvalidPicture":
      return exitCode.usage
    case "Unavailable":
    case "TimedOut":
      return exitCode.unavailable
    case "Throttled":
      return exitCode.throttled
    case "Credentials":
    case "Permission":
      return exitCode.refused
    default:
      return exitCode.failure
  }
}
