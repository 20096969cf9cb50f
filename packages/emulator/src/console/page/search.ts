// A search with a picture that is dropped, pasted or picked; and storing that picture.

import type { SearchAnswer, SearchHit } from "../../control/pictures.ts"
import { categoryText } from "./categories.ts"
import { ask, attempt, onSubmit, questions } from "./control.ts"
import { empty, field, find, make, offer } from "./dom.ts"
import { drawPicture, showPictures } from "./pictures.ts"

/** What was picked last. */
let picked: File | undefined
let preview = ""
const begin = questions()

/** Prepares all ways to hand over a picture. */
export const startSearch = (instances: readonly string[]): void => {
  const form = find("search-form", HTMLFormElement)
  const input = field(form, "file", HTMLInputElement)
  const drop = find("search-drop", HTMLLabelElement)
  offer(field(form, "instance", HTMLSelectElement), instances)
  onSubmit(form, search)
  input.addEventListener("change", () => pick(input.files?.[0]))
  for (const kind of ["dragover", "dragleave", "drop"] as const) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault()
      drop.classList.toggle("over", kind === "dragover")
      if (kind === "drop") pick(event.dataTransfer?.files[0])
    })
  }
  document.addEventListener("paste", (event) => pick(event.clipboardData?.files[0]))
  find("search-result", HTMLDivElement).append(
    empty(
      "No search yet.",
      "Try: drop a picture above. The emulator searches with it as SearchImageByPic would, and shows the scores."
    )
  )
}

const pick = (file: File | undefined): void => {
  if (file === undefined) return
  picked = file
  if (preview !== "") URL.revokeObjectURL(preview)
  preview = URL.createObjectURL(file)
  void attempt(search)
}

const search = async (): Promise<void> => {
  const file = picked
  if (file === undefined) throw new Error("There is no picture to search with yet. Drop one, or pick a file.")
  const form = find("search-form", HTMLFormElement)
  const instance = field(form, "instance", HTMLSelectElement).value
  const Filter = field(form, "filter", HTMLInputElement).value
  const Num = field(form, "num", HTMLInputElement).value
  const isNewest = begin()
  const PictureBase64 = await base64Of(file)
  if (!isNewest()) return
  const place = find("search-result", HTMLDivElement)
  const given = (text: string): HTMLElement =>
    make(
      "div",
      { className: "query" },
      make("img", { src: preview, alt: "The picture searched with" }),
      make("div", {}, make("b", {}, file.name), make("br"), text, storeForm({ file, instance, PictureBase64 }))
    )
  place.replaceChildren(given("Searching…"))
  try {
    const answer = await ask<SearchAnswer>("POST", "search", { PictureBase64, instance, Filter, Num })
    if (isNewest()) place.replaceChildren(given(summaryOf(answer)), hitsOf(answer))
  } catch (error) {
    if (!isNewest()) return
    // The picture may be refused; that is shown on top, and the picture stays to be looked at.
    place.replaceChildren(given("Refused, see the top of the page."))
    throw error
  }
}

const summaryOf = ({ hits, matches, elapsedMs, region, categoryId }: SearchAnswer): string =>
  `${hits.length} of ${matches} in ${elapsedMs} ms, subject ${region}, ${categoryText(categoryId)}`

const hitsOf = ({ hits }: SearchAnswer): HTMLElement =>
  hits.length === 0
    ? empty("Nothing found.", "Try: store this picture, or take the filter away.")
    : make("ul", { className: "grid" }, ...hits.map((hit) => drawPicture(hit, scoreOf(hit))))

const scoreOf = ({ score }: SearchHit): HTMLElement => {
  const meter = make("meter")
  meter.value = score
  meter.setAttribute("aria-hidden", "true")
  return make("span", { className: "score", title: `score ${score}` }, score.toFixed(3), meter)
}

const storeForm = (what: {
  readonly file: File
  readonly instance: string
  readonly PictureBase64: string
}): HTMLElement => {
  const { file, instance, PictureBase64 } = what
  const product = make("input", { name: "product" })
  product.required = true
  product.placeholder = "shoe-1"
  const told = make("span", { className: "good" })
  told.setAttribute("role", "status")
  const form = make(
    "form",
    { className: "row" },
    make("label", {}, "Store it as product ", product),
    make("button", {}, "Store"),
    told
  )
  onSubmit(form, async () => {
    const ProductId = product.value.trim()
    await ask("POST", "seed", { instance, rows: [{ ProductId, PicName: file.name, PictureBase64 }] })
    told.textContent = `Stored as ${ProductId}, ${file.name}.`
    await showPictures()
  })
  return form
}

/** The bytes in Base64, piece by piece: a call takes a bounded number of arguments. */
const base64Of = async (file: File): Promise<string> => {
  const bytes = new Uint8Array(await file.arrayBuffer())
  const pieces = Array.from({ length: Math.ceil(bytes.length / PIECE) }, (_, at) =>
    String.fromCharCode(...bytes.subarray(at * PIECE, (at + 1) * PIECE))
  )
  return btoa(pieces.join(""))
}

const PIECE = 8_192
