/** What adding and deleting pictures did. */
import type { AddImageOutput, CallMetadata, DeleteImageOutput } from "@imagesearch/client"
import type { Attempt } from "@imagesearch/transport"
import type { Printer } from "../Output.ts"
import type { Timed } from "../client.ts"
import { answeringEndpoint, repeatedAttempts } from "./attempts.ts"
import { printable } from "./printable.ts"
import { seen } from "./pictureReading.ts"

export const addPrinter = (productId: string, picName: string): Printer<Timed<AddImageOutput & CallMetadata>> => ({
  text: ({ picture, attempts, milliseconds }) =>
    [
      `Added ${printable(picName)} to product ${printable(productId)} ${course(milliseconds, attempts)}`,
      ...seen(picture),
      ...repeatedAttempts(attempts)
    ].join("; "),
  json: ({ picture, requestId, attempts, milliseconds }) => ({
    productId,
    picName,
    picture,
    requestId,
    attempts,
    milliseconds
  })
})

/** `target` is what was to go, as it reads after "no" or "all". */
export const deletePrinter = (target: string): Printer<Timed<DeleteImageOutput & CallMetadata>> => ({
  text: ({ picNames, attempts, milliseconds }) => {
    const count = picNames.length === 1 ? "1 picture" : `${picNames.length} pictures`
    const what =
      picNames.length === 0
        ? `Nothing to delete: the instance holds no ${printable(target)}`
        : `Deleted ${count} (${picNames.map(printable).join(", ")}) ${course(milliseconds, attempts)}`
    return [what, ...repeatedAttempts(attempts)].join("; ")
  },
  json: ({ picNames, requestId, attempts, milliseconds }) => ({ picNames, requestId, attempts, milliseconds })
})

const course = (milliseconds: number, attempts: readonly Attempt[]): string =>
  `in ${milliseconds} ms at ${answeringEndpoint(attempts)}`
