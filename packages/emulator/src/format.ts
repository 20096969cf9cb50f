// In which format a caller wants its answer.

import type { IncomingMessage } from "node:http"

export type Format = "JSON" | "XML"

/**
 * What the query or the Accept header asks for. JSON is the answer to everything else, also where the documents of the
 * older signatures have XML as the default: no client of today expects that.
 */
export const wantedFormat = ({ url = "", headers }: IncomingMessage): Format => {
  // Most queries name none, and taking one apart costs more than looking.
  const query = url.includes("Format") ? new URLSearchParams(url.slice(url.indexOf("?") + 1)) : undefined
  const named = formatNamed(query?.get("Format") ?? undefined)
  const accept = headers.accept?.toLowerCase() ?? ""
  const isXml = /\b(?:application|text)\/xml\b/.test(accept) && !accept.includes("application/json")
  return named ?? (isXml ? "XML" : "JSON")
}

/** The format that a Format parameter names, in any case; undefined for none and for an unknown one. */
export const formatNamed = (name: string | undefined): Format | undefined => {
  const upper = name?.toUpperCase()
  return upper === "JSON" || upper === "XML" ? upper : undefined
}
