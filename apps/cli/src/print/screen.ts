/** What stdout can show: its width, and whether it takes colours. */
import { styleText } from "node:util"

export type Style = "dim" | "bold" | "green"

export interface Screen {
  /** Cells of a line; undefined when nobody looks, as in a pipe, and lines may be of any length. */
  readonly columns: number | undefined
  /** The text with a style, or as it is where colours are not wanted (NO_COLOR, TERM=dumb, a pipe). */
  readonly paint: (style: Style, text: string) => string
}

/** The screen behind stdout. */
export const terminalScreen = (): Screen => ({
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  paint: (style, text) => styleText(style, text, { stream: process.stdout })
})
