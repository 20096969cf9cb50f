/** `imagesearch search`: stored pictures that resemble a picture. */
import * as Effect from "effect/Effect"
import * as Argument from "effect/cli/Argument"
import * as Command from "effect/cli/Command"
import { Output } from "../Output.ts"
import { searchPrinter, type SearchResult } from "../print/search.ts"
import { call } from "../client.ts"
import { subjectFlags } from "./subject.ts"
import { windowFlags } from "./window.ts"

const picture = Command.make(
  "picture",
  {
    file: Argument.Path("file").pipe(Argument.withDescription("Picture to search with, up to 4 MB")),
    ...windowFlags,
    ...subjectFlags
  },
  Effect.fnUntraced(function* ({ file, ...input }) {
    yield* show(yield* call((search, options) => search.byPicture({ picture: file, ...input }, options)), input.start)
  })
).pipe(
  Command.withDescription("Find stored pictures that resemble a picture file"),
  Command.withExamples([{ command: "imagesearch search picture shoe.jpg --num 5 --category 4" }])
)

const name = Command.make(
  "name",
  {
    productId: Argument.String("product").pipe(Argument.withDescription("Product that holds the picture")),
    picName: Argument.String("pic").pipe(Argument.withDescription("Name of the picture within the product")),
    ...windowFlags
  },
  Effect.fnUntraced(function* (input) {
    yield* show(yield* call((search, options) => search.byName(input, options)), input.start)
  })
).pipe(
  Command.withDescription("Find stored pictures that resemble one that is stored already"),
  Command.withExamples([{ command: "imagesearch search name shoe-17 front.jpg --distinct" }])
)

const show = Effect.fnUntraced(function* (result: SearchResult, start = 0) {
  const { print } = yield* Output
  yield* print(searchPrinter(start + 1), result)
})

export const search = Command.make("search").pipe(
  Command.withDescription("Search by a picture file, or by a stored picture"),
  Command.withSubcommands([picture, name])
)
