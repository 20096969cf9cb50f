// The body of 2018-01-20: `meta^content`. The content is all values one behind the other; the meta says where each of
// them lies, as `key,start,end` with `#` between, the end exclusive, counted in characters of UTF-16 as Java counts.

import { refuse } from "../errors.ts"
import { ownText } from "../ownText.ts"
import { Parameters } from "../parameters.ts"

/** A picture of an item; the content is Base64, and undefined where a request only names pictures. */
export interface ItemPicture {
  readonly name: string
  readonly content: string | undefined
}

/** The documents name no bound; a form of the newer versions has fewer parameters than this. */
const MOST_ENTRIES = 1_000

/**
 * Reads a body. Each picture travels under a key of its own, which is its name in Base64; behind this function all of
 * them stand in `pic_list`, for `picturesOf` to read; a body without a list gets none. Throws NoCaretSeperator and EmptyMeta for
 * a body without a meta, InvalidMetaItem for a meta that does not fit the content, and InvalidPicList for a name that is no Base64.
 */
export const readItemBody = (body: Uint8Array, query: Iterable<readonly [string, string]>): Parameters => {
  const values = parse(Buffer.from(body).toString("utf8"))
  const list = values.get("pic_list")
  const names = (list ?? "").split(",").filter((name) => name !== "")
  if (!names.every((name) => BASE64.test(name))) throw refuse("InvalidPicList")
  const pictures = names.map((name) => `${name}:${values.get(name) ?? ""}`).join(",")
  // What is stored of them must not keep the pictures in memory.
  const fields = [...values]
    .filter(([key]) => key !== "pic_list" && !names.includes(key))
    .map(([key, value]) => [key, ownText(value)] as const)
  return new Parameters({ query, form: list === undefined ? fields : [...fields, ["pic_list", pictures]] })
}

/** In either alphabet, since Node reads both, and in lines, as older libraries write it. */
const BASE64 = /^[\w+/\s-]+={0,2}\s*$/

/** The pictures of a request, in the order of its list. */
export const picturesOf = (parameters: Parameters): readonly ItemPicture[] =>
  (parameters.value("pic_list") ?? "")
    .split(",")
    .filter((entry) => entry !== "")
    .map((entry) => {
      const [name = "", content] = entry.split(":")
      return { name: Buffer.from(name, "base64").toString("utf8"), content: content || undefined }
    })

const parse = (text: string): ReadonlyMap<string, string> => {
  const caret = text.indexOf("^")
  // Spelt so by the service.
  if (caret < 0) throw refuse("NoCaretSeperator")
  if (caret === 0) throw refuse("EmptyMeta")
  const content = text.slice(caret + 1)
  const entries = text.slice(0, caret).split("#", MOST_ENTRIES + 1)
  if (entries.length > MOST_ENTRIES) throw refuse("InvalidMetaItem")
  const values = new Map<string, string>()
  for (const entry of entries.filter((each) => each !== "")) {
    const [, key, start, end] = ENTRY.exec(entry) ?? []
    if (key === undefined || values.has(key)) throw refuse("InvalidMetaItem")
    const [from, to] = [Number(start), Number(end)]
    if (from > to || to > content.length) throw refuse("InvalidMetaItem")
    values.set(key, content.slice(from, to))
  }
  return values
}

const ENTRY = /^([^,]+),(\d{1,9}),(\d{1,9})$/
