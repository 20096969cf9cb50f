/** Flags for the eight attributes of a picture. */
import { optionalInt, optionalText } from "../optionalFlag.ts"

const integer = (suffix: string) =>
  optionalInt(`int-attr${suffix}`, "N", `Attribute int_attr${suffix}, a 32-bit integer`)
const text = (suffix: string) =>
  optionalText(`str-attr${suffix}`, "TEXT", `Attribute str_attr${suffix}, up to 128 characters`)

export const attributeFlags = {
  intAttr: integer(""),
  intAttr2: integer("2"),
  intAttr3: integer("3"),
  intAttr4: integer("4"),
  strAttr: text(""),
  strAttr2: text("2"),
  strAttr3: text("3"),
  strAttr4: text("4")
}
