/** `imagesearch image`: what the instance stores. */
import type { DeleteImageInput } from "@imagesearch/client"
import * as Effect from "effect/Effect"
import * as Option from "effect/Option"
import * as Argument from "effect/cli/Argument"
import * as CliError from "effect/cli/CliError"
import * as Command from "effect/cli/Command"
import * as Flag from "effect/cli/Flag"
import { Output } from "../Output.ts"
import { addPrinter, deletePrinter } from "../print/image.ts"
import { call } from "../client.ts"
import { attributeFlags } from "./attributes.ts"
import { confirm } from "./confirm.ts"
import { optionalSwitch, optionalText } from "../optionalFlag.ts"
import { pictureArgument } from "./picture.ts"
import { subjectFlags } from "./subject.ts"
import { categoryFlag } from "./window.ts"

const add = Command.make(
  "add",
  {
    picture: pictureArgument("Picture to store"),
    productId: Flag.String("product").pipe(
      Flag.withMetavar("ID"),
      Flag.withDescription("Product that it shows, up to 256 characters")
    ),
    picName: Flag.String("name").pipe(
      Flag.withMetavar("PICNAME"),
      Flag.withDescription("Its name within the product; the same again replaces it")
    ),
    categoryId: categoryFlag,
    ...attributeFlags,
    customContent: optionalText("custom", "TEXT", "Text that comes back with each hit, up to 4,096 characters"),
    ...subjectFlags
  },
  Effect.fnUntraced(function* (input) {
    const { print } = yield* Output
    const added = yield* call((search, options) => search.addImage(input, options))
    yield* print(addPrinter(input.productId, input.picName), added)
  })
).pipe(
  Command.withDescription("Store a picture of a product"),
  Command.withExamples([{ command: "imagesearch image add shoe.jpg --product shoe-17 --name front.jpg" }])
)

const remove = Command.make(
  "delete",
  {
    product: Argument.String("product").pipe(
      Argument.withDescription("Product to delete"),
      Argument.optional,
      Argument.map(Option.getOrUndefined)
    ),
    pic: Argument.String("pic").pipe(
      Argument.withDescription("Only this picture of it"),
      Argument.optional,
      Argument.map(Option.getOrUndefined)
    ),
    filter: optionalText("filter", "TEXT", "Instead of a product: all pictures whose attributes match"),
    isConfirmed: optionalSwitch("yes", "Do not ask before more than one picture may go")
  },
  Effect.fnUntraced(function* ({ isConfirmed, ...names }) {
    const { print } = yield* Output
    const { input, words, mayBeMany } = targetOf(names)
    if (mayBeMany && isConfirmed !== true) yield* confirm(`Delete all ${words}`)
    yield* print(deletePrinter(words), yield* call((search, options) => search.deleteImage(input, options)))
  })
).pipe(
  Command.validate(({ product, filter }) => {
    if ((product === undefined) !== (filter === undefined)) return Effect.void
    const message =
      product === undefined ? "name the product to delete, or give --filter" : "give a product or --filter, not both"
    return Effect.fail(new CliError.ValidationError({ message }))
  }),
  Command.withDescription("Delete one picture, a whole product, or the pictures that match a filter"),
  Command.withExamples([
    { command: "imagesearch image delete shoe-17 front.jpg" },
    { command: "imagesearch image delete --filter 'int_attr<3' --yes" }
  ])
)

/** What to delete, in the client's form and in words. */
interface Target {
  readonly input: DeleteImageInput
  readonly words: string
  readonly mayBeMany: boolean
}

const targetOf = ({
  product = "",
  pic,
  filter
}: {
  readonly product: string | undefined
  readonly pic: string | undefined
  readonly filter: string | undefined
}): Target => {
  if (filter !== undefined) return { input: { filter }, words: `pictures that match ${filter}`, mayBeMany: true }
  if (pic === undefined)
    return { input: { productId: product }, words: `pictures of product ${product}`, mayBeMany: true }
  return {
    input: { productId: product, picName: pic },
    words: `picture ${pic} of product ${product}`,
    mayBeMany: false
  }
}

export const image = Command.make("image").pipe(
  Command.withDescription("Add and delete stored pictures"),
  Command.withSubcommands([add, remove])
)
