// The stored pictures of an instance, page by page, and how one is drawn.

import type { ListedPicture, PicturePage } from "../../control/pictures.ts"
import { categoryText } from "./categories.ts"
import { ask, attempt, onSubmit, query, questions } from "./control.ts"
import { empty, field, find, make, offer } from "./dom.ts"

/** Fills the rows of a grid of two, three, four or six. */
const PAGE = 24

let start = 0
const begin = questions()

/** Prepares the filter and the pages. */
export const startPictures = (instances: readonly string[]): void => {
  const form = find("pictures-filter", HTMLFormElement)
  offer(field(form, "instance", HTMLSelectElement), instances)
  const first = async (): Promise<void> => turnTo(0)
  onSubmit(form, first)
  form.addEventListener("change", () => void attempt(first))
  find("pictures-back", HTMLButtonElement).addEventListener("click", () => void attempt(() => turnTo(start - PAGE)))
  find("pictures-on", HTMLButtonElement).addEventListener("click", () => void attempt(() => turnTo(start + PAGE)))
}

/** Shows the present page anew. */
export const showPictures = async (): Promise<void> => {
  const form = find("pictures-filter", HTMLFormElement)
  const instance = field(form, "instance", HTMLSelectElement).value
  const productId = field(form, "productId", HTMLInputElement).value.trim()
  const conditions = query({ instance, productId, start: String(start), num: String(PAGE) })
  const isNewest = begin()
  const { total, pictures } = await ask<PicturePage>("GET", `pictures?${conditions}`)
  if (!isNewest()) return
  // Some may have been removed since: the last page that is left comes in place of an empty one.
  if (pictures.length === 0 && total > 0) return turnTo(Math.floor((total - 1) / PAGE) * PAGE)
  find("pictures-count", HTMLSpanElement).textContent = total === 1 ? "1 picture" : `${total} pictures`
  find("pictures-list", HTMLDivElement).replaceChildren(
    total === 0
      ? productId === ""
        ? noneYet()
        : empty(`No picture of the product “${productId}”.`, "Empty the field above to see all.")
      : make("ul", { className: "grid" }, ...pictures.map((picture) => drawPicture(picture)))
  )
  find("pictures-pages", HTMLDivElement).hidden = total <= PAGE
  find("pictures-place", HTMLSpanElement).textContent = `${start + 1} to ${start + pictures.length} of ${total}`
  find("pictures-back", HTMLButtonElement).disabled = start === 0
  find("pictures-on", HTMLButtonElement).disabled = start + PAGE >= total
}

/** A picture with what is stored of it. */
export const drawPicture = (picture: ListedPicture, ...above: readonly Node[]): HTMLElement => {
  const { productId, picName, categoryId, customContent, attributes, sha256 } = picture
  const values = Object.entries(attributes).map(([name, value]) => make("span", {}, `${name} ${value}`, make("br")))
  return make(
    "li",
    {},
    make("img", { src: `/_emulator/thumbnails/${sha256}`, alt: `${productId}, ${picName}`, loading: "lazy" }),
    make(
      "div",
      {},
      ...above,
      make("b", {}, productId),
      make("span", {}, picName),
      make("br"),
      make(
        "span",
        { className: "soft" },
        categoryText(categoryId),
        make("br"),
        ...values,
        customContent.slice(0, LONGEST)
      )
    )
  )
}

/** Characters of a text that is as long as the person who stored it wanted. */
const LONGEST = 120

const turnTo = async (wanted: number): Promise<void> => {
  start = Math.max(0, wanted)
  await showPictures()
}

const noneYet = (): HTMLElement =>
  empty(
    "No picture is stored yet.",
    "Try: drop one above under “Search” and store it, or store a folder at once:",
    `curl -H 'content-type: application/json' ${location.origin}/_emulator/seed \\\n  -d '{"csv":"ProductId,Picture\\nshoe-1,shoe.jpg","folder":"/your/pictures"}'`
  )
