/** The figures as a Markdown table. */
import { isMet, type Bar, type Figure } from "./Figure.ts"

export const formatFigures = (figures: readonly Figure[]): string =>
  [
    "| | figure | median | of all rounds | | bar | |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...figures.map(formatFigure)
  ].join("\n")

const formatFigure = (figure: Figure): string => {
  const { name, what, measured, absolute, bar } = figure
  const range = `${shown(measured.lowest)} to ${shown(measured.highest)}`
  const met = isMet(figure)
  return `| ${name} | ${what} | ${shown(measured.median)} | ${range} | ${absolute} | ${formatBar(bar)} | ${met === undefined ? "" : met ? "met" : "**missed**"} |`
}

const formatBar = (bar: Bar): string =>
  bar === "stated" ? "stated" : "atMost" in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`

const shown = (value: number): string => (Math.abs(value) < 100 ? value.toFixed(2) : value.toFixed(0))
