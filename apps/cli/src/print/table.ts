/** Aligned columns, measured in terminal cells, so that Chinese, Japanese and Korean names keep them straight. */
import { displayWidth } from "effect/cli/CliOutput"
import type { Screen, Style } from "./screen.ts"

export interface Column<Row> {
  readonly title: string
  readonly cell: (row: Row) => string
  readonly align?: "right"
  /** Whether the column may be cut to make the table fit the screen. */
  readonly isElastic?: boolean
  readonly style?: Style
}

/** Cells between two columns. */
const gap = 2
/** Elastic columns are not cut below this, in cells: a name that is shorter says nothing. */
const elasticMinimum = 8

/** The table with a line of titles; columns whose cells are all empty are left out. */
export const table = <Row>(columns: readonly Column<Row>[], rows: readonly Row[], screen: Screen): string => {
  const filled = columns
    .map((column) => ({ column, cells: rows.map(column.cell) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""))
  const natural = filled.map(({ column, cells }) => Math.max(...[column.title, ...cells].map(displayWidth)))
  const widths = fit(
    natural,
    filled.map(({ column }) => column.isElastic === true),
    screen.columns
  )

  const line = (texts: readonly string[], styleOf: (column: Column<Row>) => Style | undefined): string =>
    filled
      .map(({ column }, index) => {
        const text = pad(cut(texts[index] ?? "", widths[index] ?? 0), widths[index] ?? 0, column.align)
        const style = styleOf(column)
        return style === undefined ? text : screen.paint(style, text)
      })
      .join(" ".repeat(gap))
      .trimEnd()
  const titles = line(
    filled.map(({ column }) => column.title),
    () => "dim"
  )
  return [
    titles,
    ...rows.map((_, row) =>
      line(
        filled.map(({ cells }) => cells[row] ?? ""),
        ({ style }) => style
      )
    )
  ].join("\n")
}

/** Takes cells from the widest elastic column until the table fits, or no elastic column can give more. */
const fit = (
  natural: readonly number[],
  elastic: readonly boolean[],
  columns: number | undefined
): readonly number[] => {
  const widths = [...natural]
  let excess = widths.reduce((sum, width) => sum + width, gap * (widths.length - 1)) - (columns ?? Infinity)
  while (excess > 0) {
    const elasticWidths = widths.map((width, index) => (elastic[index] === true && width > elasticMinimum ? width : 0))
    const widest = Math.max(...elasticWidths)
    if (widest === 0) return widths
    widths[elasticWidths.indexOf(widest)] = widest - 1
    excess -= 1
  }
  return widths
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" })

/** The text, cut with an ellipsis when it takes more cells than there are. */
const cut = (text: string, width: number): string => {
  if (displayWidth(text) <= width) return text
  let kept = ""
  for (const { segment } of graphemes.segment(text)) {
    if (displayWidth(kept + segment) > width - 1) break
    kept += segment
  }
  return `${kept}…`
}

const pad = (text: string, width: number, align: "right" | undefined): string => {
  const blanks = " ".repeat(Math.max(0, width - displayWidth(text)))
  return align === "right" ? blanks + text : text + blanks
}
