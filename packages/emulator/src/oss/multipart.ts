// Reads a multipart/form-data body. The whole body is at hand: an upload is small and bounded, and a search over
// complete bytes needs no state across chunks.
//
// It is more tolerant than RFC 7578 in one point. The official SDK writes no CRLF between the bytes of the file and the
// next boundary; so a boundary counts wherever it is followed by the start of a part or by the closing dashes, and a
// CRLF in front of it is dropped if there is one. (A picture sent that way whose own last two bytes are CRLF loses
// them.)

/** One part of a form. `filename` is set for a file. */
export interface Part {
  readonly name: string
  readonly filename: string | undefined
  /** Empty if the part has no Content-Type or an empty one. */
  readonly contentType: string
  readonly content: Buffer
}

/** The boundary in a Content-Type value; undefined if it is no multipart/form-data or the boundary is missing. */
export const boundaryOf = (contentType: string): string | undefined => {
  const [, quoted, bare] =
    /^multipart\/form-data\s*;(?:.*;)?\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? []
  return quoted ?? bare
}

/** Splits a body into its parts; returns undefined if it is not closed by the final boundary or a part is malformed. */
export const parseMultipart = (body: Buffer, boundary: string): readonly Part[] | undefined => {
  const delimiter = Buffer.from(`--${boundary}`, "latin1")
  const parts: Part[] = []
  let current = nextDelimiter(body, { delimiter, from: 0 })
  if (current === undefined) return undefined
  while (!current.isLast) {
    const next = nextDelimiter(body, { delimiter, from: current.end })
    if (next === undefined) return undefined
    const part = readPart(body.subarray(current.end, next.start))
    if (part === undefined) return undefined
    parts.push(part)
    current = next
  }
  return parts
}

interface Delimiter {
  readonly start: number
  /** Just after the boundary and, for an opening one, its CRLF. */
  readonly end: number
  readonly isLast: boolean
}

const nextDelimiter = (
  body: Buffer,
  { delimiter, from }: { readonly delimiter: Buffer; readonly from: number }
): Delimiter | undefined => {
  let start = body.indexOf(delimiter, from)
  while (start >= 0) {
    const end = start + delimiter.length
    const follows = body.toString("latin1", end, end + PART_START.length)
    if (follows.startsWith("--")) return { start, end: end + 2, isLast: true }
    if (follows.toLowerCase() === PART_START) return { start, end: end + 2, isLast: false }
    start = body.indexOf(delimiter, start + 1)
  }
  return undefined
}

/**
 * Every part of a form opens with its Content-Disposition or, in some clients, its Content-Type; "\r\ncontent-" starts
 * both.
 */
const PART_START = "\r\ncontent-"

const readPart = (bytes: Buffer): Part | undefined => {
  const blank = bytes.indexOf("\r\n\r\n")
  if (blank < 0) return undefined
  const headers = bytes.toString("utf8", 0, blank).split("\r\n")
  const disposition = valueOf(headers, "content-disposition")
  const name = / name="([^"]*)"/i.exec(disposition)?.[1]
  if (name === undefined) return undefined
  return {
    name,
    filename: / filename="([^"]*)"/i.exec(disposition)?.[1],
    contentType: valueOf(headers, "content-type"),
    content: withoutLineBreak(bytes.subarray(blank + 4))
  }
}

const withoutLineBreak = (content: Buffer): Buffer =>
  content.subarray(-2).equals(LINE_BREAK) ? content.subarray(0, -2) : content

const LINE_BREAK = Buffer.from("\r\n")

const valueOf = (headers: readonly string[], name: string): string => {
  const line = headers.find((header) => header.toLowerCase().startsWith(`${name}:`)) ?? ""
  return line.slice(name.length + 1).trim()
}
