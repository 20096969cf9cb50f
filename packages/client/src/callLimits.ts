/** How long calls may take unless the caller says otherwise. */

/** Milliseconds of a call without a picture. */
export const callLimitMillis = 30_000
/** Milliseconds of a call with a picture: three hops. */
export const uploadLimitMillis = 60_000
