/** One measured figure of the reliability contract, and the table of all of them. */

export interface Row {
  readonly figure: string
  readonly measured: string
  /** What the figure must keep to; undefined for what is only stated. */
  readonly bar: string | undefined
  readonly isMet: boolean | undefined
  /** `virtual`: simulated time, the sender played; `sockets`: real time and connections; `cpu`: processor time. */
  readonly by: "virtual" | "sockets" | "cpu"
}

export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`
export const times = (ratio: number): string => `${ratio.toFixed(3)} ×`
export const millis = (value: number): string => `${value.toFixed(value < 10 ? 1 : 0)} ms`

/** The rows as a Markdown table. */
export const formatRows = (rows: readonly Row[]): string =>
  [
    "| figure | measured | bar | | by |",
    "| --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ figure, measured, bar, isMet, by }) =>
        `| ${figure} | ${measured} | ${bar ?? "stated"} | ${isMet === undefined ? "" : isMet ? "pass" : "**FAIL**"} | ${by} |`
    )
  ].join("\n")
