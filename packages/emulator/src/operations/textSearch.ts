// Finds pictures by the words that are stored with them: CustomContent, text attributes, names of product and picture,
// the name of the category, and the names of the colours that the subject shows. The words of the query are looked up as
// they are written, but for capitals and the plural.

import type { Category } from "../serviceType.ts"
import type { StoredPicture } from "../store/Catalogue.ts"

/** Scores a picture by the share of the query's words that are said of it, 0 to 1. A query without words scores 0. */
export const scoreByWords = (query: string, categories: readonly Category[]): ((picture: StoredPicture) => number) => {
  const wanted = [...wordsOf(query)].map(isSaidIn)
  const categoryNames = new Map(categories.map(({ Id, Name }) => [Id, Name]))
  return ({ record, colours }) => {
    if (wanted.length === 0) return 0
    const { customContent, strAttrs, productId, picName, categoryId } = record
    const colourWords = colours.flatMap((colour) => COLOUR_WORDS[colour] ?? [])
    const said = [customContent, ...strAttrs, productId, picName, categoryNames.get(categoryId) ?? "", ...colourWords]
    const text = said.join("\n").toLowerCase()
    return wanted.filter((isSaid) => isSaid(text)).length / wanted.length
  }
}

/** Splits Chinese, which writes no spaces, as well as English. */
const SEGMENTER = new Intl.Segmenter("zh", { granularity: "word" })

/** The segmenter keeps some of them inside a word; names of products and files use them as spaces. */
const MARKS = /[^\p{L}\p{M}\p{N}]+/gu

const wordsOf = (text: string): ReadonlySet<string> => {
  const words = new Set<string>()
  for (const { segment, isWordLike } of SEGMENTER.segment(text.toLowerCase().replaceAll(MARKS, " ")))
    if (isWordLike === true && !FILLERS.has(segment)) words.add(singular(segment))
  return words
}

/** Words of a query that say nothing about a picture. */
const FILLERS: ReadonlySet<string> = new Set("a an and in of on or s the with 的 和 与".split(" "))

/** So that "shoes" finds "shoe" and "dresses" finds "dress", which keeps its own end. */
const singular = (word: string): string => word.replace(/^([a-z]+(?:[sxz]|ch|sh))es$|^([a-z]+[^su])s$/, "$1$2")

/**
 * Whether a word stands in a text of lower case. Only the query is split into words: splitting the text of every stored
 * picture takes seconds for 100,000 of them.
 */
const isSaidIn = (word: string): ((text: string) => boolean) => {
  // Chinese words stand side by side; all others end where their letters and digits do. A word holds nothing else, so it
  // needs no escapes.
  if (/\p{Script=Han}/u.test(word)) return (text) => text.includes(word)
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}])${word}(?:e?s)?(?![\\p{L}\\p{N}])`, "u")
  return (text) => text.includes(word) && pattern.test(text)
}

/** What people call a colour, by the name that the histogram gives it. */
const COLOUR_WORDS: Readonly<Record<string, readonly string[]>> = {
  black: ["black", "黑", "黑色"],
  white: ["white", "白", "白色"],
  grey: ["grey", "gray", "灰", "灰色"],
  red: ["red", "红", "红色"],
  orange: ["orange", "橙", "橙色"],
  brown: ["brown", "棕", "棕色", "褐色"],
  yellow: ["yellow", "黄", "黄色"],
  green: ["green", "绿", "绿色"],
  turquoise: ["turquoise", "cyan", "青", "青色"],
  blue: ["blue", "蓝", "蓝色"],
  purple: ["purple", "violet", "紫", "紫色"],
  pink: ["pink", "magenta", "粉", "粉色", "粉红"]
}
