/** How long calls may take unless the caller says otherwise. */
import type * as Duration from "effect/Duration"

/** Time limit of a call without a picture. */
export const callLimit: Duration.Input = "30 seconds"
/** Time limit of a call with a picture: three hops. */
export const uploadLimit: Duration.Input = "60 seconds"
