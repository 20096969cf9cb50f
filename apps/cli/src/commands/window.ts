/** Flags of every search: how many hits, from where, and which. The client knows their bounds. */
import * as Flag from "effect/cli/Flag"
import { optional, optionalInt, optionalSwitch, optionalText } from "../optionalFlag.ts"

export const categoryFlag = optionalInt(
  "category",
  "ID",
  "Category of the picture: 0-9, 20-22 or 88888888 (default: predicted)"
)

export const windowFlags = {
  num: optionalInt("num", "N", "Hits to return, 1 to 100 (default 10)"),
  start: optionalInt("start", "N", "Hits to skip, 0 to 499 (default 0)"),
  filter: optionalText("filter", "TEXT", "Condition on attributes, such as 'int_attr>=3 AND str_attr=\"red\"'"),
  distinctProductId: optionalSwitch("distinct", "Only the best hit of each product"),
  scoreThreshold: optional(
    Flag.Finite("min-score").pipe(
      Flag.withMetavar("X"),
      Flag.withDescription("Only hits with at least this score, 0 to 1 in steps of 0.01")
    )
  )
}
