/** `imagesearch search`: stored pictures that resemble a picture, or that words describe. */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import { Output } from "../Output.ts"
import { searchPrinter, type SearchResult } from "../print/search.ts"
import { call } from "../client.ts"
import { pictureArgument } from "./picture.ts"
import { subjectFlags } from "./subject.ts"
import { categoryFlag, windowFlags } from "./window.ts"

const picture = Command.make(
  "picture",
  {
    picture: pictureArgument("Picture to search with"),
    ...windowFlags,
    categoryId: categoryFlag,
    ...subjectFlags
  },
  Effect.fnUntraced(function* (input) {
    yield* show(yield* call((search, options) => search.byPicture(input, options)), input.start)
  })
).pipe(
  Command.withDescription("Find stored pictures that resemble a picture"),
  Command.withExamples([{ command: "imagesearch search picture shoe.jpg --num 5 --category 4" }])
)

const name = Command.make(
  "name",
  {
    productId: Argument.String("product").pipe(Argument.withDescription("Product that holds the picture")),
    picName: Argument.String("pic").pipe(Argument.withDescription("Name of the picture within the product")),
    ...windowFlags,
    categoryId: categoryFlag
  },
  Effect.fnUntraced(function* (input) {
    yield* show(yield* call((search, options) => search.byName(input, options)), input.start)
  })
).pipe(
  Command.withDescription("Find stored pictures that resemble one that is stored already"),
  Command.withExamples([{ command: "imagesearch search name shoe-17 front.jpg --distinct" }])
)

const text = Command.make(
  "text",
  {
    words: Argument.String("words").pipe(
      Argument.variadic({ min: 1 }),
      Argument.withDescription("What it shows, in Chinese or English, up to 512 characters")
    ),
    ...windowFlags
  },
  Effect.fnUntraced(function* ({ words, ...input }) {
    const result = yield* call((search, options) => search.byText({ text: words.join(" "), ...input }, options))
    yield* show(result, input.start)
  })
).pipe(
  Command.withDescription("Find stored pictures that words describe, in a product multimodal instance"),
  Command.withExamples([{ command: "imagesearch search text red leather shoe --num 5" }])
)

const show = Effect.fnUntraced(function* (result: SearchResult, start = 0) {
  const { print } = yield* Output
  yield* print(searchPrinter(start + 1), result)
})

export const search = Command.make("search").pipe(
  Command.withDescription("Search by a picture, by a stored picture, or by words"),
  Command.withSubcommands([picture, name, text])
)
