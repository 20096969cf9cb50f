import { displayWidth } from "effect/cli/CliOutput"
import { describe, expect, it } from "vitest"
import type { Screen } from "../../src/print/screen.ts"
import { table, type Column } from "../../src/print/table.ts"

interface Row {
  readonly name: string
  readonly note: string
  readonly count: number
}

const columns: readonly Column<Row>[] = [
  { title: "#", align: "right", cell: ({ count }) => String(count) },
  { title: "NAME", isElastic: true, cell: ({ name }) => name },
  { title: "NOTE", isElastic: true, cell: ({ note }) => note }
]

const plain = (cells: number | undefined): Screen => ({ columns: cells, paint: (_, text) => text })

describe("table", () => {
  it("keeps columns straight under wide and narrow names", () => {
    const rows = [
      { name: "红色鞋", note: "a", count: 1 },
      { name: "shoe", note: "b", count: 10 }
    ]
    expect(table(columns, rows, plain(undefined))).toBe(" #  NAME    NOTE\n 1  红色鞋  a\n10  shoe    b")
  })

  it("cuts the widest elastic columns, with an ellipsis, until every line fits", () => {
    const rows = [{ name: "很长的产品名称".repeat(6), note: "x".repeat(60), count: 1 }]
    const lines = table(columns, rows, plain(80)).split("\n")
    expect(lines.every((line) => displayWidth(line) <= 80)).toBe(true)
    expect(lines[1]?.match(/…/g)).toHaveLength(2)
  })

  it("leaves out a column that has nothing in it", () => {
    expect(table(columns, [{ name: "a", note: "", count: 1 }], plain(80))).toBe("#  NAME\n1  a")
  })

  it("prefers lines that are too long to columns that say nothing", () => {
    const rows = [{ name: "a".repeat(20), note: "b".repeat(20), count: 1 }]
    expect(table(columns, rows, plain(5)).split("\n")[1]).toBe("1  aaaaaaa…  bbbbbbb…")
  })
})
