// Texts that outlive the one that they were cut out of.

/** A copy of a text: a slice keeps all of the text that it was taken from in memory. */
export const ownText = (slice: string): string => Buffer.from(slice, "utf16le").toString("utf16le")
