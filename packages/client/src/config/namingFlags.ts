/** What is wrong with settings, for whoever sets them on a command line whose flags have the settings' names. */
import { ImageSearchError } from "../ImageSearchError.ts"

/** The same error, whose advice names flags such as `--instance` in place of options; any other error as it is. */
export const namingFlags = (error: ImageSearchError): ImageSearchError => {
  const { operation, reason, endpoint, requestId, attempts, cause } = error
  if (reason._tag !== "InvalidConfig") return error
  const advice = reason.advice.replaceAll(option, "--$1")
  if (advice === reason.advice) return error
  return new ImageSearchError({
    operation,
    reason: { ...reason, advice },
    endpoint,
    requestId,
    cause,
    ...(attempts === undefined ? {} : { attempts })
  })
}

/** How the advice of this package names a setting. */
const option = /the option ([a-z]+)/g
