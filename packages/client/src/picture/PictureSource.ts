/** What a picture may be given as. All of it is read once, and held once, so that a repeat never reads again. */

/**
 * A text is a path, a `file:`, `http:` or `https:` URL, or a data URL in Base64. Bytes are not copied: leave them alone
 * until the call has ended. Streams and iterables of bytes are read to their end, or given up and destroyed. An `http:` or
 * `https:` URL is fetched within 10 s and over 3 redirects at most (limits of ours), from public addresses unless the
 * settings allow others. A call takes 4 MB at most (documented limit).
 */
export type PictureSource =
  | string
  | URL
  | Uint8Array
  | ArrayBuffer
  | Blob
  | ReadableStream<Uint8Array>
  | AsyncIterable<Uint8Array>

/** The forms in words, for errors. */
export const pictureForms = "a path, a URL, bytes, a Blob, a stream or an async iterable of bytes"

export const isPictureSource = (value: unknown): value is PictureSource =>
  (typeof value === "string" && value !== "") ||
  value instanceof URL ||
  value instanceof Uint8Array ||
  value instanceof ArrayBuffer ||
  value instanceof Blob ||
  isWebStream(value) ||
  isAsyncIterable(value)

/** The parts of a Node stream that are used; streams of the `readable-stream` package have them too. */
export interface NodeStream extends AsyncIterable<unknown> {
  readonly on: (event: "error", listener: () => void) => unknown
  readonly destroy: () => unknown
}

export const isNodeStream = (value: unknown): value is NodeStream =>
  isAsyncIterable(value) &&
  "on" in value &&
  typeof value.on === "function" &&
  "destroy" in value &&
  typeof value.destroy === "function"

export const isWebStream = (value: unknown): value is ReadableStream => value instanceof ReadableStream

const isAsyncIterable = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === "object" &&
  value !== null &&
  Symbol.asyncIterator in value &&
  typeof value[Symbol.asyncIterator] === "function"

/** The longest text of a person's own that an error repeats. */
const longestName = 200

/** The picture as an error names it: never its content, nor what a URL carries behind its path, which may be a secret. */
export const describeSource = (source: PictureSource): string => {
  if (typeof source === "string") {
    const text = source.trim()
    if (/^data:/i.test(text)) return `(a data URL of ${text.length} characters)`
    if (/^https?:/i.test(text) || text.includes("://")) return describeUrlText(text)
    // Hardly a path: the content itself, in Base64 without `data:`.
    return text.length > longestName ? `(a text of ${text.length} characters)` : visible(source)
  }
  if (source instanceof URL) return describeUrl(source)
  if (source instanceof Uint8Array || source instanceof ArrayBuffer) return `(${source.byteLength} bytes)`
  if (source instanceof File) return `(the File "${visible(source.name)}" of ${source.size} bytes)`
  if (source instanceof Blob) return `(a Blob of ${source.size} bytes)`
  return isWebStream(source) || isNodeStream(source) ? "(a stream)" : "(an async iterable)"
}

/** Secrets have the same places in a text that is no URL by a slip of the pen. */
const describeUrlText = (text: string): string =>
  URL.canParse(text)
    ? describeUrl(new URL(text))
    : visible(text.replace(/:\/*[^]*@/, "://…@").replace(/[?#][^]*$/, "?…"))

export const describeUrl = ({ protocol, host, pathname, search }: URL): string => {
  if (protocol === "data:") return `(a data URL of ${pathname.length} characters)`
  return visible(`${protocol}//${host}${pathname}${search === "" ? "" : "?…"}`)
}

/** Cut, and without what could act on a terminal. */
const visible = (text: string): string => {
  const cut = text.length > longestName ? `${text.slice(0, longestName)}…` : text
  return cut.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, "\u{fffd}")
}
