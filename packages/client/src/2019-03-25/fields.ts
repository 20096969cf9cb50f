/** Fields of 2019-03-25 that differ from those of 2020-12-14. */
import { text } from "../operations/fields.ts"

/** `ProductId` and `PicName`: the pages of this version say up to 512 characters. */
export const identifier = text({ least: 1, most: 512 })
